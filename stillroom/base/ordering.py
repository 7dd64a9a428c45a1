"""The order in which people look for a word in a list."""

import unicodedata

# A letter of its own, after n; all others stand beside the letter that they are built on.
OWN_LETTERS = str.maketrans({"ñ": "n~"})


def alphabetical(text: object) -> tuple[str, str]:
    """A key for sorting: capitals and accents make no difference, but for what is the same without them."""
    small = unicodedata.normalize("NFC", str(text)).casefold()
    split = unicodedata.normalize("NFKD", small.translate(OWN_LETTERS))
    return "".join(sign for sign in split if not unicodedata.combining(sign)), small
