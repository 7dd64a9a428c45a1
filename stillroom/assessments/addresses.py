"""How a questionnaire is called in addresses: its id would tell whoever looks it up in a browser's history (U5)."""

from stillroom.assessments.catalogue import shelf


class InstrumentInAddress:
    """A converter for paths: views and `reverse` speak of ids, addresses of neutral words."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> str:
        """The id. Raises ValueError, which makes it an address of nothing."""
        found = shelf().by_address.get(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: str) -> str:
        """The word. Raises ValueError for an id that is not on the shelf."""
        for address, instrument_id in shelf().by_address.items():
            if instrument_id == value:
                return address
        raise ValueError(value)
