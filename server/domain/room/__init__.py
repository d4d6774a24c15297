"""Rules about the room itself."""
