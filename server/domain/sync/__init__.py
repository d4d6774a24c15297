"""The versions of a room's changes, and the exact difference between any version and now."""
