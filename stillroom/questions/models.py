"""Who reads questions: a steward whose key the practice has signed for it. Nothing here is about who asks."""

from django.db import models

from stillroom.base.fields import IdField


class Reader(models.Model):
    account = IdField(primary_key=True)
    fingerprint = models.BinaryField(max_length=32)
    not_before_day = models.PositiveIntegerField()
    not_after_day = models.PositiveIntegerField()
    signature = models.BinaryField(max_length=64)

    class Meta:
        db_table = "question_reader"
