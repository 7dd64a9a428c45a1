"""How full the house is, without a word about anybody."""

from stillroom.vault.models import Account


def anybody_here() -> bool:
    """Whether there is any account at all: before the first one, the practice is to be set up."""
    return Account.objects.exists()
