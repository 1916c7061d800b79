"""HTTP and WebSocket API, sign-in, rendering. Shell: the only room that knows FastAPI."""
