"""A ZIP archive, written while it is sent: bytes out as words come in, and nothing kept but a list of names."""
