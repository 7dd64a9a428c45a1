"""Kinds of documents that are not in a file for other software, and why. All are in the page and in the data."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HALF_TYPED = _("Half typed, and sent to nobody.")
FOR_THIS_PLACE = _("It only helps these pages to work.")
OWN_SEARCH = _("It is about your search, not about your care.")
NAME_AND_PLACE = _("It is your full name and your address. Only you put a name into this file.")
NO_ACCOUNT = _("It belongs to a question that was asked without an account. Only its code opens it.")

LEFT_OUT: Mapping[str, Promise] = MappingProxyType(
    {
        "accounts.draft": HALF_TYPED,
        "care.identity": NAME_AND_PLACE,
        "finding.needs": OWN_SEARCH,
        "messaging.read": FOR_THIS_PLACE,
        "questions.words": NO_ACCOUNT,
        "scheduling.beside": FOR_THIS_PLACE,
    }
)


ONLY_YOURS = _("Only you can open it, and you did not put it in.")
NO_FORM = _("There is no form for it in this file yet.")
