"""Sockets: who is here, what they send, and what reaches them."""
