"""Lints over what people read and what browsers are told. A lint takes a text and yields what is amiss in it."""
