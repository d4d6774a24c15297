"""Suara: the live side of a conference."""

__version__ = "0.1.0"
