"""Other ways to do the same: accept sockets, and repeat what one of them says to all. One file each."""
