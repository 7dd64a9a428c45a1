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
from stillroom.practice.actions.confirming import (
    ChangedMeanwhile,
    NotEverything,
    NotReady,
    check_line,
    close_to_new,
    confirm_fees,
    confirm_text,
    decide_records,
    note_backup,
    open_to_new,
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
    "ChangedMeanwhile",
    "ChecklistOpen",
    "KeyDiffers",
    "LicenceRanOut",
    "NoNextStep",
    "NobodyNamed",
    "NotBack",
    "NotEverything",
    "NotListed",
    "NotReady",
    "OtherPracticeKey",
    "ProfileChanged",
    "bring_back",
    "check_line",
    "close_to_new",
    "come_back",
    "confirm_fees",
    "confirm_text",
    "decide_records",
    "invite_therapist",
    "let_lapse",
    "mark_away",
    "mark_gone",
    "name_on_call",
    "note_backup",
    "open_to_new",
    "publish",
    "set_up_practice",
    "signing_key",
    "submit_profile",
    "unlist",
]
