"""Pages: who works here, asking one of them, and the desk of requests."""
