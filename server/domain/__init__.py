"""The rules: synchronous, without I/O, clock or randomness. Same input, same output."""
