"""What stands around the rooms: conferences, their links and programme. Knows no sockets."""
