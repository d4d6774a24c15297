"""The rules about the room itself: its talk, state, settings, notices and reactions."""
