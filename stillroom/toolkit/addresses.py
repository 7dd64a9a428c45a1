"""How an exercise is called in addresses: its name would tell whoever looks it up in a browser's history (U5)."""

from stillroom.toolkit.shelves import shelf


class ExerciseInAddress:
    """A converter for paths: views and `reverse` speak of names, addresses of neutral words."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> str:
        """The name. Raises ValueError, which makes it an address of nothing."""
        for name, each in shelf().items():
            if each.address == value:
                return name
        raise ValueError(value)

    def to_url(self, value: str) -> str:
        """The word. Raises ValueError for a name that is not on the shelf."""
        found = shelf().get(value)
        if found is None:
            raise ValueError(value)
        return found.address
