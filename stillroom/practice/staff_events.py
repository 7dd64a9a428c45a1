"""What the stewards' list of events says of this room's deeds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.events.kinds import define_kind
from stillroom.vault.keyholders import Keyholder

SET_UP = define_kind("practice.set_up", gettext_lazy("The practice key was made and pinned"))
ON_CALL_NAMED = define_kind("practice.on_call", gettext_lazy("Named as the person on call"))
INVITED = define_kind("therapist.invited", gettext_lazy("A link to join as a therapist was made"))
SUBMITTED = define_kind("therapist.submitted", gettext_lazy("Profile sent in to be checked"))
RENEWED = define_kind("therapist.renewed", gettext_lazy("Renewed license sent in to be checked"))
CHANGED = define_kind("therapist.changed", gettext_lazy("Published profile changed"))
PUBLISHED = define_kind("therapist.published", gettext_lazy("License checked, profile published"))
UNLISTED = define_kind("therapist.unlisted", gettext_lazy("Taken off the list, to be checked again"))
LAPSED = define_kind("therapist.lapsed", gettext_lazy("License ran out: off the list"))
AWAY = define_kind("therapist.away", gettext_lazy("Away"))
BACK = define_kind("therapist.back", gettext_lazy("Back at work"))
CHECKED = define_kind("therapist.checked", gettext_lazy("Papers seen, or answers read"))
UNCHECKED = define_kind("therapist.unchecked", gettext_lazy("A check was taken back"))
GONE = define_kind("therapist.gone", gettext_lazy("No longer works here"))

RECORDS = define_kind("ready.records", gettext_lazy("Decided who keeps records when a therapist cannot"))
FEES = define_kind("ready.fees", gettext_lazy("Fees confirmed"))
LINE = define_kind("ready.line", gettext_lazy("Help line checked"))
TEXT = define_kind("ready.text", gettext_lazy("Legal text confirmed by the practice's lawyer"))
BACKUP = define_kind("ready.backup", gettext_lazy("Backup made"))
TRIED = define_kind("ready.tried", gettext_lazy("Backup restored, to see that it can be"))
OPENED = define_kind("practice.opened", gettext_lazy("Opened to new people"))
CLOSED = define_kind("practice.closed", gettext_lazy("Closed to new people"))


def steward_mark(keyholder: Keyholder) -> str:
    """Names the steward by their key: what they are called is sealed, and stays so."""
    return _("Steward %(mark)s") % {"mark": steward_code(keyholder)}


def steward_code(keyholder: Keyholder) -> str:
    """Six digits of the steward's key: "3F2A9C"."""
    return keyholder.fingerprint[:3].hex().upper()
