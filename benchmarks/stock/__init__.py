"""The control: a home page, a list and a message as Django's own tutorial would build them.

Sessions in the database, contrib.auth, CSRF, Django's templates and the ORM, under uvicorn through Django's ASGI
handler. Nothing is sealed. The pages carry about as much as the product's.
"""
