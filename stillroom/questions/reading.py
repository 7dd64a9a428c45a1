"""Whom the practice lets read questions: the line that it signs."""

from stillroom.practice.queries import practice
from stillroom.questions.models import Reader
from stillroom.vault.directory import Vouched
from stillroom.vault.documents import Role


def line_of(row: Reader) -> Vouched:
    """What the practice signs of somebody who reads questions."""
    return Vouched(
        practice=practice().name,
        account=row.account,
        role=Role.STEWARD,
        fingerprint=bytes(row.fingerprint),
        not_before_day=row.not_before_day,
        not_after_day=row.not_after_day,
        signature=bytes(row.signature),
    )
