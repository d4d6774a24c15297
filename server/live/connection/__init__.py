"""One connection each: admission, hello, then its commands."""
