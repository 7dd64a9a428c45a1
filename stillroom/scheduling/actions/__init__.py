"""What can be done with times."""

from stillroom.scheduling.actions.absence import cancel_while_away
from stillroom.scheduling.actions.booking import (
    CannotBook,
    CannotCancel,
    TimeChanged,
    ask_for_time,
    book,
    cancel,
    end_care,
    give_back_all,
    settle_asked,
)
from stillroom.scheduling.actions.days import DayCancelled, NoWeekYet, TooManyDays, cancel_day, clear_day, set_day
from stillroom.scheduling.actions.leaving import keep_beside, see_somebody_else
from stillroom.scheduling.actions.moving import (
    MOST_OFFERS,
    CannotMove,
    NotTheirsToMove,
    OfferChanged,
    keep_time,
    move,
    offer_times,
    take_offer,
)
from stillroom.scheduling.actions.taking import (
    LONGEST_HOLD,
    NotOffered,
    SlotTaken,
    confirm,
    forget_old_cells,
    hold,
    release,
    set_hours,
)

__all__ = [
    "LONGEST_HOLD",
    "MOST_OFFERS",
    "CannotBook",
    "CannotCancel",
    "CannotMove",
    "DayCancelled",
    "NoWeekYet",
    "NotOffered",
    "NotTheirsToMove",
    "OfferChanged",
    "SlotTaken",
    "TimeChanged",
    "TooManyDays",
    "ask_for_time",
    "book",
    "cancel",
    "cancel_day",
    "cancel_while_away",
    "clear_day",
    "confirm",
    "end_care",
    "forget_old_cells",
    "give_back_all",
    "hold",
    "keep_beside",
    "keep_time",
    "move",
    "offer_times",
    "release",
    "see_somebody_else",
    "set_day",
    "set_hours",
    "settle_asked",
    "take_offer",
]
