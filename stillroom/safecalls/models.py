"""What has to be there without anybody's key: from when a sealed note may be handed out, and the note."""

from django.db import models

from stillroom.base.fields import IdField


class SafeCall(models.Model):
    """No account stands here. Whether it opens because a time was missed, or because somebody asked for it, cannot be
    told from the row."""

    id = IdField(primary_key=True)  # stands in the link, and in the sealed plan of who made it
    opens = models.PositiveBigIntegerField()  # unix seconds
    opened = models.PositiveIntegerField(default=0)  # how often it was handed out
    wipes = models.PositiveBigIntegerField(
        default=0
    )  # unix seconds from which it may be destroyed; 0 while it is not over
    blob = models.BinaryField()

    class Meta:
        db_table = "safe_call"
        indexes = [models.Index(fields=["opens"], name="safe_call_opens")]
