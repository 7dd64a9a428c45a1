"""What must be readable without a key, so that a raised flag cannot be lost: that somebody has to look, and by when."""

from django.db import models
from django.db.models import Q

from stillroom.base.fields import IdField
from stillroom.base.ids import new_id


class FlagRow(models.Model):
    """The bare shadow of one sealed flag. Rows are never deleted, and never go back to unacknowledged."""

    id = IdField(primary_key=True, default=new_id)  # stands in the sealed flag, and nowhere else
    therapist = IdField()  # public id in the directory
    deadline = models.PositiveBigIntegerField()  # unix seconds, in steps of five minutes
    acknowledged = models.BooleanField(default=False)

    class Meta:
        db_table = "raised_flag"
        indexes = [models.Index(fields=["deadline"], condition=Q(acknowledged=False), name="raised_flag_waiting")]


class HeldKey(models.Model):
    """A key for the person on call, sealed to them and not sent: until nobody has looked in time, or for ever.

    Before that it is this program that holds it back, not a cipher; the blob opens for that one person alone.
    """

    id = IdField(primary_key=True)  # that of the FlagRow
    account = IdField()  # of the person on call, who stands in the directory
    opens = models.PositiveBigIntegerField()  # unix seconds, in steps of five minutes
    blob = models.BinaryField()

    class Meta:
        db_table = "held_key"
        indexes = [models.Index(fields=["opens"], name="held_key_opens")]
