"""The scenarios: one file each, with a `run` that adds rows to its bench.

Those that can compare releases have a `COMPARED`.
"""
