"""The base class of errors that a person at the terminal can mend."""


class UserError(Exception):
    """A message of one or more whole sentences: what is wrong, and what to do about it.

    Commands print it without a stack trace and exit with 1.
    """
