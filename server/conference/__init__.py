"""Conferences around the rooms: plans, links, access and the directory in memory. It knows no sockets."""
