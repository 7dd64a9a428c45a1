"""Therapists as the public sees them, who is on call, and what stewards confirmed. Nothing here is about a client."""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from stillroom.base.fields import IdField
from stillroom.base.ids import new_id


class State(models.TextChoices):
    """How far a profile has come. A draft is no row: it stays sealed in its writer's own space."""

    SUBMITTED = "submitted"
    VERIFIED = "verified"
    AWAY = "away"
    GONE = "gone"


class Therapist(models.Model):
    """One profile. It is listed only with a signature of the practice key over account, key and days (pv1 6.4).

    `fingerprint` is of the account's public key, as signed; the signature holds from `not_before_day` (days since
    1970-01-01) to the end of `licence_expiry`, by the therapist's own clock. `renewal`: the last day of a renewed
    licence that a steward has yet to check; the old one holds meanwhile. Lists are codes of `choices.py` with spaces
    between. `away_from` is the first day away, planned or begun (none: it has begun), `away_until` the first day back.
    Fees are cents of the practice's currency, for one session.
    """

    id = IdField(primary_key=True, default=new_id)
    account = IdField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    name = models.CharField(max_length=80)
    pronouns = models.CharField(max_length=40, blank=True)
    licence_type = models.CharField(max_length=10)
    licence_number = models.CharField(max_length=20)
    licence_state = models.CharField(max_length=2)
    licence_expiry = models.DateField()
    renewal = models.DateField(null=True)
    specialities = models.CharField(max_length=400, blank=True)
    approaches = models.CharField(max_length=400, blank=True)
    languages = models.CharField(max_length=200)
    media = models.CharField(max_length=40)
    fee_cents = models.PositiveIntegerField()
    sliding_scale_from_cents = models.PositiveIntegerField(null=True)
    how_i_work = models.TextField(blank=True)
    about_this_work = models.TextField(blank=True)
    says_yes = models.BooleanField(default=False)
    lived = models.CharField(max_length=200, blank=True)
    lived_words = models.TextField(blank=True)
    zone = models.CharField(max_length=60)
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    cover = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    next_step = models.CharField(max_length=400, blank=True)
    fingerprint = models.BinaryField(max_length=32, default=bytes)
    not_before_day = models.PositiveIntegerField(default=0)
    signature = models.BinaryField(max_length=64, default=bytes)

    cover_id: uuid.UUID | None

    class Meta:
        db_table = "therapist"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="therapist_state"),
            models.CheckConstraint(
                condition=~models.Q(state=State.AWAY) | models.Q(away_until__isnull=False), name="therapist_away_until"
            ),
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True) | models.Q(away_from__lt=models.F("away_until")),
                name="therapist_away_from",
            ),
            models.CheckConstraint(
                condition=models.Q(sliding_scale_from_cents__isnull=True)
                | models.Q(sliding_scale_from_cents__lte=models.F("fee_cents")),
                name="therapist_sliding_scale",
            ),
        ]

    def is_away(self, today: date) -> bool:
        """Whether somebody who asks on `today` is told to wait."""
        if self.state not in (State.VERIFIED, State.AWAY) or self.away_until is None:
            return False
        return (self.away_from is None or self.away_from <= today) and today < self.away_until


class OnCallPerson(models.Model):
    """The one row that says who looks at raised flags; the hours stand in the practice file."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=80)
    therapist = models.ForeignKey(Therapist, null=True, on_delete=models.SET_NULL, related_name="+")

    therapist_id: uuid.UUID | None

    class Meta:
        db_table = "on_call"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="on_call_is_one")]


class Kind(models.TextChoices):
    """What can be confirmed. BACKUP: a copy was made; TRIED: one was restored, to see that it can be. OPENED: the
    practice takes people in, or has stopped to."""

    CUSTODIAN = "custodian"
    BACKUP = "backup"
    TRIED = "tried"
    LINE = "line"
    TEXT = "text"
    FEES = "fees"
    OPENED = "opened"


class Confirmation(models.Model):
    """The last word on one thing that has to be as it should be. Earlier ones stand among the staff events.

    `what`: the id of a help line, or the name of a text ("telehealth.v1.en"). `digest` (32 bytes) is of what was
    looked at: with another one, it has changed since. `answer`: a code, such as how a line was checked. `by`: the
    lawyer who confirmed a text. `who`: a steward by their mark, empty for a command. `day`: by the practice's calendar.
    """

    id = IdField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=60, blank=True)
    digest = models.BinaryField(max_length=32, default=bytes)
    answer = models.CharField(max_length=10, blank=True)
    by = models.CharField(max_length=80, blank=True)
    who = models.CharField(max_length=80, blank=True)
    day = models.DateField()

    class Meta:
        db_table = "confirmation"
        constraints = [
            models.UniqueConstraint(fields=["kind", "what"], name="confirmation_is_one"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="confirmation_kind"),
        ]


class EntryKind(models.TextChoices):
    """What an entry shows: something with a paper, or an answer."""

    TRAINING = "training", _("Training")
    SUPERVISION = "supervision", _("Supervision")
    ANSWER = "answer", _("An answer")


class Entry(models.Model):
    """One thing that a therapist shows of themselves, and whether a steward has looked at it.

    `subject`: what was learned, what the supervision is about, or the code of one of `questions.QUESTIONS`. `words`:
    with whom, or the answer. `checked_day` (days since 1970-01-01) and `checked_by` (three bytes of the steward's key,
    as hex) hold only with a signature of the practice key over them and all of the above (`entries.check_of`); a
    change takes it away.
    """

    id = IdField(primary_key=True, default=new_id)
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=11, choices=EntryKind.choices)
    subject = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    hours = models.PositiveIntegerField(null=True)
    year = models.PositiveIntegerField(null=True)
    checked_day = models.PositiveIntegerField(default=0)
    checked_by = models.CharField(max_length=6, blank=True)
    signature = models.BinaryField(max_length=64, default=bytes)

    therapist_id: uuid.UUID

    class Meta:
        db_table = "profile_entry"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EntryKind.values), name="entry_kind"),
            models.UniqueConstraint(
                fields=["therapist", "subject"], condition=models.Q(kind="answer"), name="entry_one_answer"
            ),
        ]
