"""Every way an instrument turns answers into a number, one file per family."""

from collections.abc import Mapping
from types import MappingProxyType

from stillroom.core.instruments.methods.counts import CATEGORY_COUNT
from stillroom.core.instruments.methods.family import GoalMethod, Method
from stillroom.core.instruments.methods.goals import GAS_T, MEAN_CHANGE
from stillroom.core.instruments.methods.means import MEAN
from stillroom.core.instruments.methods.percents import PERCENT_OF_MAX
from stillroom.core.instruments.methods.sums import SUM

METHODS: Mapping[str, Method] = MappingProxyType(
    {"sum": SUM, "mean": MEAN, "percent_of_max": PERCENT_OF_MAX, "category_count": CATEGORY_COUNT}
)
GOAL_METHODS: Mapping[str, GoalMethod] = MappingProxyType({"mean_change": MEAN_CHANGE, "gas_t": GAS_T})
