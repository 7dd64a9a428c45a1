"""How many rows of each table are one person's, as only their own key ring can tell."""

from collections.abc import Mapping

from django.db import models

from stillroom.vault.keyholders import Keyholder
from stillroom.vault.models import Account, AuditEntry, Drop, Record, Space


def own_rows(keyholder: Keyholder) -> Mapping[str, int]:
    """By table. Rows of a space count for each of its members."""
    spaces = list(keyholder.ring.spaces)
    rows: list[models.QuerySet[models.Model]] = [
        Account.objects.filter(id=keyholder.account),
        Space.objects.filter(id__in=spaces),
        Record.objects.filter(space_id__in=spaces),
        AuditEntry.objects.filter(space_id__in=spaces),
        Drop.objects.filter(account_id=keyholder.account),
    ]
    return {found.model._meta.db_table: found.count() for found in rows}
