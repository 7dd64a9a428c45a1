"""The two ways in which opening can end: the bytes do not open, or a typed code is not one."""


class SealError(Exception):
    """Nothing was opened. One type and one message, so that no cause can be told from another."""

    def __init__(self) -> None:
        super().__init__("This cannot be opened.")


class CodeError(ValueError):
    """A typed code is not one. `str(error)` is a sentence marked for translation; the edge translates it."""


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the message catalogue; the core knows no language."""
    return sentence
