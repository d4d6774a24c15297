"""What is measured: one file each, with a `run` that adds rows to the bench it is given."""
