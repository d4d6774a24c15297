"""Which version changed what, and the exact difference between any version and now."""
