"""Rules about polls."""
