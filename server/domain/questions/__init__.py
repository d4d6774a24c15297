"""The rules about questions and votes."""
