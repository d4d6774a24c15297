"""The vocabulary of the rules: commands, events, items, people, limits, state."""
