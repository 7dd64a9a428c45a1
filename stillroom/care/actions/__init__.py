"""What can be done with an episode of care."""

from stillroom.care.actions.asking import AskedAlready, AsksTooMany, accept, begin, decline, take_back
from stillroom.care.actions.cards import record_identity, send_identity_again, take_identity
from stillroom.care.actions.codes import (
    CODE,
    CodeOver,
    NotListed,
    NotOpenYet,
    join_by_invite,
    offer_invite,
    offer_invite_once,
    withdraw_invite,
)
from stillroom.care.actions.course import TextChanged, end_episode, give_consent, note_look, refuse_consent
from stillroom.care.actions.standing import CannotReach, NotNow, still_open

__all__ = [
    "CODE",
    "AskedAlready",
    "AsksTooMany",
    "CannotReach",
    "CodeOver",
    "NotListed",
    "NotNow",
    "NotOpenYet",
    "TextChanged",
    "accept",
    "begin",
    "decline",
    "end_episode",
    "give_consent",
    "join_by_invite",
    "note_look",
    "offer_invite",
    "offer_invite_once",
    "record_identity",
    "refuse_consent",
    "send_identity_again",
    "still_open",
    "take_back",
    "take_identity",
    "withdraw_invite",
]
