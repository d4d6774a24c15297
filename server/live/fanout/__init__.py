"""Who is in a room at which version, and the frames that bring them on."""
