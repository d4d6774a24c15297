"""The lowest layer of the live side: HTTP and WebSocket protocols, frames in and out, keep-alive."""
