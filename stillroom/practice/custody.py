"""Whom the practice file names as custodians of records; the vault, below, only asks whoever has registered."""

from datetime import datetime

from stillroom.practice.this_practice import practice
from stillroom.vault.custodians import names_custodians


@names_custodians
def custodians_by(now: datetime) -> frozenset[bytes]:
    """The fingerprints of those named from today or an earlier day on, by the practice's own calendar."""
    here = practice()
    today = now.astimezone(here.zone).date()
    return frozenset(custodian.fingerprint for custodian in here.custodians if custodian.since <= today)
