"""Every way an instrument turns answers into a number, one file per family."""

from collections.abc import Mapping
from types import MappingProxyType

from stillroom.core.instruments.methods.family import Method
from stillroom.core.instruments.methods.means import MEAN
from stillroom.core.instruments.methods.percents import PERCENT_OF_MAX
from stillroom.core.instruments.methods.sums import SUM

METHODS: Mapping[str, Method] = MappingProxyType({"sum": SUM, "mean": MEAN, "percent_of_max": PERCENT_OF_MAX})
