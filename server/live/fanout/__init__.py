"""The browsers of a room with their versions, and the frames that bring them up to date."""
