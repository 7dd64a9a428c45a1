"""Short public pages on what people bring, in a calm order. No address and no title tells what this place is for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: `topics/<name>.html`, at `/about/<slug>/`. `label`: what a link to it says."""

    name: str
    slug: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    title: str | Promise
    topics: tuple[Topic, ...]


GROUPS = (
    Group(
        _("Is it safe for me?"),
        (
            Topic("private", "staying-private", _("Being found out")),
            Topic("judged", "no-judging", _("Being judged")),
            Topic("loss", "if-all-is-lost", _("If you lose everything")),
        ),
    ),
    Group(
        _("Does it fit my life?"),
        (
            Topic("hours", "hours-and-travel", _("Odd hours, and being on the road")),
            Topic("cost", "what-it-costs", _("What it costs, and what your bank prints")),
            Topic("knowing", "who-knows", _("What the people here know of this life")),
        ),
    ),
    Group(
        _("What could we talk about?"),
        (
            Topic("hurt", "after-harm", _("After something bad: CBT, DBT, EMDR")),
            Topic("lines", "your-lines", _("Your limits, your yes and no, the people close to you")),
            Topic("rest", "rest", _("Rest, and being worn out")),
            Topic("strength", "your-story", _("Your strength and your story")),
            Topic("goals", "your-goals", _("Goals that are yours")),
        ),
    ),
    Group(
        _("Something else"),
        (Topic("caring", "someone-you-care-about", _("For someone you care about")),),
    ),
)
# Linked from "After something bad", so that the index stays short.
WAYS = (
    Topic("cbt", "thoughts-and-steps", _("CBT: what you think, feel and do")),
    Topic("dbt", "through-a-storm", _("DBT: getting through a storm")),
    Topic("emdr", "eyes-and-taps", _("EMDR: with the eyes, or with taps")),
)
INDEX = tuple(topic for group in GROUPS for topic in group.topics)
TOPICS = INDEX + WAYS
