"""What the list, its questions, and the log of sets say, for both."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.core.emdr import Lock, Need
from stillroom.emdr.documents import Prong, Status, StoppedBy

NEEDS: Mapping[Need, Promise] = MappingProxyType(
    {
        Need.TRAINING: _("I am trained in EMDR, to the level that this work asks for."),
        Need.CONSENT: _("They know what it is, what it can stir up, what else there is, and have said yes."),
        Need.STOP: _("A stop signal is agreed and was tried: by word, by hand, and by key or tap here."),
        Need.REACH: _("Each session: where they are, a way back that works if the line drops, and whom to call."),
        Need.ALONE: _("Each session: alone and undisturbed, sober, not driving, not right before or after work."),
        Need.ALLIANCE: _("They can tell me when something is wrong between us."),
        Need.CALM: _("A calm place and a container were practiced, and they help."),
        Need.SHIFT: _("They can come back from strong feeling, and hold then and now at the same time."),
        Need.DISSOCIATION: _("Dissociation was asked about (DES-II). A low number alone clears nobody."),
        Need.RISK: _("No danger to their life now: no positive ASQ that is open, no plan they act on."),
        Need.ABUSE: _("Nobody who is with them hurts them now."),
        Need.BODY: _("Their answers on seizures, migraine, eyes, heart and pregnancy were talked about."),
        Need.LAW: _("They know that this work can change how testimony is seen, if they may ever testify."),
        Need.AFTER: _("Somebody or something carries them afterwards, for two days."),
    }
)
LOCKS: Mapping[Lock, Promise] = MappingProxyType(
    {
        Lock.UNASKED: _("The client has not answered yet what their body needs."),
        Lock.UNSIGNED: _("The list is not signed yet."),
        Lock.CLOSED: _("It was closed again. Signing the list anew opens it."),
        Lock.OLD: _("The list was signed 90 days ago or more. Go through it anew."),
        Lock.CHANGED: _("The client changed what their body needs since the list was signed. Go through it anew."),
        Lock.DISSOCIATION: _("DES-II of 30 or more: closed until a dissociation assessment is written down."),
        Lock.RISK: _("A positive ASQ: closed until it is written down what was done."),
    }
)
BODY: Mapping[str, Promise] = MappingProxyType(
    {
        "motion": _("Do moving pictures make you dizzy or sick?"),
        "seizures": _("Have you ever had a seizure, or does flickering light make you unwell?"),
        "migraine": _("Do you get migraine?"),
        "eyes": _("Is there anything with your eyes, or does following with your eyes hurt?"),
        "heart": _("Are you pregnant, or is there anything with your heart?"),
    }
)
PRONGS: Mapping[Prong, Promise] = MappingProxyType(
    {Prong.PAST: _("what was"), Prong.PRESENT: _("what sets it off now"), Prong.FUTURE: _("what is to come")}
)
STATUSES: Mapping[Status, Promise] = MappingProxyType(
    {
        Status.PLANNED: _("planned"),
        Status.ACTIVE: _("being worked on"),
        Status.INCOMPLETE: _("not complete"),
        Status.COMPLETE: _("complete"),
        Status.PARKED: _("set aside"),
    }
)
ENDS: Mapping[StoppedBy, Promise] = MappingProxyType(
    {
        StoppedBy.END: _("ran to its end"),
        StoppedBy.CLIENT: _("stopped by the client"),
        StoppedBy.THERAPIST: _("stopped by the therapist"),
        StoppedBy.LINK: _("the line dropped"),
        StoppedBy.CLOCK: _("a device’s clock jumped"),
    }
)
CHANNELS: Mapping[str, Promise] = MappingProxyType({"eyes": _("eyes"), "sound": _("sound"), "taps": _("tapping")})
DIRECTIONS: Mapping[str, Promise] = MappingProxyType(
    {"horizontal": _("left and right"), "diagonal": _("diagonal"), "vertical": _("up and down")}
)
CLOSINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "container": _("What is open went into the container."),
        "calm": _("They went to their calm place, and it held."),
        "grounded": _("They are grounded here (5-4-3-2-1)."),
        "expect": _("They know what can come up in the next two days."),
        "contact": _("They know how to reach you, or somebody, before the next session."),
        "oriented": _("No driving and no work until they feel oriented."),
        "scan_clear": _("The body scan was clear."),
        "as_good_as": _("SUD 1 or VOC 6 is what fits their life now."),
    }
)
