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
