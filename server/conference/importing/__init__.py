"""Conferences from files, whatever their format: each reader makes a `ConferencePlan`."""
