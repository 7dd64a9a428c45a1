"""What stewards and therapists do in the practice."""

from stillroom.practice.actions.absences import (
    NoNextStep,
    NotBack,
    NotListed,
    bring_back,
    come_back,
    mark_away,
    mark_gone,
)
from stillroom.practice.actions.checking import (
    ChecklistOpen,
    KeyDiffers,
    ProfileChanged,
    let_lapse,
    publish,
    signing_key,
    unlist,
)
from stillroom.practice.actions.founding import (
    NobodyNamed,
    OtherPracticeKey,
    invite_therapist,
    name_on_call,
    set_up_practice,
)
from stillroom.practice.actions.profiles import LicenceRanOut, submit_profile

__all__ = [
    "ChecklistOpen",
    "KeyDiffers",
    "LicenceRanOut",
    "NoNextStep",
    "NobodyNamed",
    "NotBack",
    "NotListed",
    "OtherPracticeKey",
    "ProfileChanged",
    "bring_back",
    "come_back",
    "invite_therapist",
    "let_lapse",
    "mark_away",
    "mark_gone",
    "name_on_call",
    "publish",
    "set_up_practice",
    "signing_key",
    "submit_profile",
    "unlist",
]
