"""How much each wish counts. Changing a number changes who is seen first: say why beside it.

What is not here cannot move anybody: no fee to the practice, no length of a profile, no count of requests, no rating.
A price counts in one way only: whether it fits what the person said they can pay. So a higher price never helps.
"""

from collections.abc import Mapping
from types import MappingProxyType

from stillroom.core.matching.needs import Aspect

# Points for a wish that is met in full; a wish of several codes gives each of them its equal share, rounded down.
# 60 divides by 1 to 6, so that few shares lose anything.
UNIT = 60

WEIGHTS: Mapping[Aspect, int] = MappingProxyType(
    {
        Aspect.HELP: 5 * UNIT,  # what it is about comes first
        Aspect.SAFE: 4 * UNIT,  # with whom one cannot speak, nothing else helps
        Aspect.LANGUAGE: 4 * UNIT,  # the same, when it was not marked as needed
        Aspect.BUDGET: 3 * UNIT,  # who cannot be paid cannot be seen twice
        Aspect.TIMES: 3 * UNIT,  # odd hours are part of the work
        Aspect.MEDIUM: 2 * UNIT,  # how to meet, when it was not marked as needed
        Aspect.WAYS: 2 * UNIT,  # the way of working matters less than the person (Wampold 2015)
        Aspect.SOON: UNIT,  # free within a week: decides between equals, never against a wish met in full
    }
)
SCALE = 2 * UNIT  # in place of BUDGET in full: only the end of the sliding scale is within it, and one has to ask
WEEK = 7  # days
