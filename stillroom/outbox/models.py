"""Due work that comes round again, each with a lease so that two runners never do the same at once."""

from django.db import models


class Lease(models.Model):
    """One periodic job. Times are unix seconds; nothing here is about a person."""

    job = models.CharField(primary_key=True, max_length=60)
    due_at = models.PositiveBigIntegerField(default=0)
    leased_until = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "outbox_lease"
