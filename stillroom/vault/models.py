"""All the server keeps of people (pv1 section 7): random ids, sealed blobs, counters.

No column holds a kind, a time of day, a name or a link from one account to a space.
"""

import uuid

from django.db import models

from stillroom.base.fields import IdField
from stillroom.base.ids import new_id


class Account(models.Model):
    id = IdField(primary_key=True, default=new_id)
    handle_index = models.BinaryField(max_length=16, unique=True)
    key_version = models.PositiveIntegerField(default=1)
    session_generation = models.PositiveIntegerField(default=0)
    public_key = models.BinaryField(max_length=1216)
    passphrase_wrap = models.BinaryField(max_length=286)
    recovery_index = models.BinaryField(max_length=16, unique=True, null=True)
    recovery_wrap = models.BinaryField(max_length=129, null=True)
    key_ring = models.BinaryField()
    key_ring_version = models.PositiveBigIntegerField(default=1)
    profile = models.BinaryField()
    profile_version = models.PositiveBigIntegerField(default=1)
    idle_month = models.PositiveIntegerField()  # YYYYMM of the last sign-in

    class Meta:
        db_table = "account"


class Space(models.Model):
    id = IdField(primary_key=True, default=new_id)
    epoch = models.PositiveIntegerField(default=1)
    salt = models.BinaryField(max_length=32)
    key_check = models.BinaryField(max_length=32)
    roster = models.BinaryField()
    head = models.BinaryField()
    head_seq = models.PositiveBigIntegerField(default=1)
    anchor = models.BinaryField(max_length=32)
    shred_after = models.PositiveIntegerField(null=True)  # YYYYMM

    class Meta:
        db_table = "space"


class Record(models.Model):
    id = IdField(primary_key=True, default=new_id)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, db_index=False)
    version = models.PositiveIntegerField(default=1)
    blob = models.BinaryField()

    space_id: uuid.UUID

    class Meta:
        db_table = "record"
        # Covers the set check of pv1 6.7, which reads (id, version) of a whole space.
        indexes = [models.Index(fields=["space", "id", "version"], name="record_set")]


class AuditEntry(models.Model):
    pk = models.CompositePrimaryKey("space_id", "seq")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, db_index=False)
    seq = models.PositiveBigIntegerField()
    blob = models.BinaryField()

    class Meta:
        db_table = "audit"


class Invite(models.Model):
    id = models.BinaryField(primary_key=True, max_length=16)
    blob = models.BinaryField(max_length=593)
    expires_day = models.PositiveIntegerField()  # days since 1970-01-01

    class Meta:
        db_table = "invite"


class Receipt(models.Model):
    """The key of one space, under a code that somebody without an account keeps."""

    id = models.BinaryField(primary_key=True, max_length=16)
    space = models.ForeignKey(Space, on_delete=models.CASCADE)
    blob = models.BinaryField(max_length=593)
    expires_day = models.PositiveIntegerField()  # days since 1970-01-01

    space_id: uuid.UUID

    class Meta:
        db_table = "receipt"


class Drop(models.Model):
    id = IdField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    blob = models.BinaryField(max_length=1649)
    expires_day = models.PositiveIntegerField(null=True)  # none for a new key: it must wait for who is away

    class Meta:
        db_table = "key_drop"
