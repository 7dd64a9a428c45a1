"""One-time links by which the practice's own people join: the first steward, later therapists and stewards.

Only the link itself holds its token; the table holds a hash of it. Who has read the database cannot join.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from stillroom.accounts.models import StaffLink
from stillroom.base.errors import Refused
from stillroom.vault.documents import Role
from stillroom.vault.population import anybody_here

FIRST_STEWARD = timedelta(minutes=30)
THERAPIST = timedelta(days=14)


class LinkOver(Refused):
    """Used, too old, or never made: the same words for all three."""

    def __init__(self) -> None:
        super().__init__(_("This link does not work any more. Each link works once. Ask for a new one."))


def link_id(token: str) -> bytes:
    """16 bytes by which the row is found. The token is 128 random bits, so a plain hash hides it."""
    return hashlib.sha256(b"stillroom/staff-link/" + token.encode()).digest()[:16]


def make_link(*, role: Role, now: datetime, lifetime: timedelta) -> str:
    """A new token; only this answer ever holds it. Raises ValueError for a client, who needs none."""
    if role is Role.CLIENT:
        raise ValueError("clients join without a link")
    StaffLink.objects.filter(expires__lte=int(now.timestamp())).delete()
    token = secrets.token_urlsafe(16)
    StaffLink.objects.create(id=link_id(token), role=role.value, expires=int((now + lifetime).timestamp()))
    return token


def path_of(token: str) -> str:
    return reverse("accounts:begin", args=[token])


def first_steward_link(now: datetime) -> str:
    """The path of a link for whoever sets the practice up; empty as soon as anybody has joined.

    Valid for 30 minutes, and the only one: a link printed by an earlier start stops working, or two people could
    found two practices.
    """
    if anybody_here():
        return ""
    StaffLink.objects.filter(role=Role.STEWARD.value).delete()
    return path_of(make_link(role=Role.STEWARD, now=now, lifetime=FIRST_STEWARD))


def role_of_link(token: str, now: datetime) -> Role:
    """What the link opens, without using it up. Raises LinkOver."""
    found = StaffLink.objects.filter(id=link_id(token), expires__gt=int(now.timestamp())).first()
    if found is None:
        raise LinkOver
    return Role(found.role)


def take_link(token: str, now: datetime) -> StaffLink:
    """Uses the link up: of two who come at once, one gets it. Raises LinkOver."""
    found = StaffLink.objects.filter(id=link_id(token), expires__gt=int(now.timestamp())).first()
    if found is None or not StaffLink.objects.filter(id=found.id).delete()[0]:
        raise LinkOver
    return found


def put_back(link: StaffLink) -> None:
    """The joining came to nothing, so the link works again."""
    StaffLink.objects.create(id=link.id, role=link.role, expires=link.expires)


def withdraw_link(identifier: bytes) -> None:
    """A link that its maker no longer wants to be used; no error when it is gone already."""
    StaffLink.objects.filter(id=identifier).delete()
