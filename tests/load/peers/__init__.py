"""Other servers with the same task: each accepts sockets and repeats the frames of one to all."""
