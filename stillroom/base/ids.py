"""Random identifiers: they carry no order, no time and no owner."""

import uuid


def new_id() -> uuid.UUID:
    """A version 4 UUID (RFC 9562): 122 random bits from the operating system."""
    return uuid.uuid4()  # noqa: TID251 the one place
