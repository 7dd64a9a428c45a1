"""What the product's own loggers print, through the formatter that the settings give them."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from stillroom.base.logs import BareFormatter


@pytest.fixture
def printed() -> Iterator[StringIO]:
    own = logging.getLogger("stillroom").handlers  # pytest adds its own
    (handler,) = (each for each in own if isinstance(each.formatter, BareFormatter))
    assert isinstance(handler, logging.StreamHandler)
    buffer = StringIO()
    before = handler.setStream(buffer)
    yield buffer
    handler.setStream(before)
