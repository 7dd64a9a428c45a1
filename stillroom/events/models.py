"""What staff did, in the order they did it. Never a word about a client."""

from django.db import models

from stillroom.base.fields import IdField
from stillroom.base.ids import new_id


class StaffEvent(models.Model):
    """Appended only: triggers in the database refuse every change and every deletion.

    `subject` and `who` are names that staff show in public; `at` is an instant, which staff may be held to.
    """

    id = IdField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    who = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "staff_event"
        indexes = [models.Index(fields=["at"], name="staff_event_at")]
