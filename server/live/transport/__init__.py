"""The lowest layer: HTTP and WebSocket protocols, frames in and out, keep-alive."""
