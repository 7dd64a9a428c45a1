"""Links by which the practice's own people join. Clients need none."""

from django.db import models


class StaffLink(models.Model):
    """One unused link. The row says which kind of place it opens, never who made it or for whom."""

    id = models.BinaryField(primary_key=True, max_length=16)
    role = models.CharField(max_length=9)
    expires = models.PositiveBigIntegerField()  # unix seconds

    class Meta:
        db_table = "staff_link"
