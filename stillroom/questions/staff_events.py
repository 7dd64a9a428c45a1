"""What the stewards' list of events says of this room's deeds."""

from django.utils.translation import gettext_lazy as _

from stillroom.events.kinds import define_kind

READING = define_kind("questions.reading", _("Took on reading questions"))
NOT_READING = define_kind("questions.not_reading", _("Stopped reading questions"))
