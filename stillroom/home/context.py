"""What every page knows: who is there, where the menu leads, what to say after a redirect."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.base.notices import notice_of
from stillroom.practice.queries import practice
from stillroom.vault.documents import Role


def page(request: HttpRequest) -> dict[str, object]:
    profile: Profile | None = getattr(request, "profile", None)
    return {
        "keyholder": getattr(request, "keyholder", None),
        "profile": profile,
        "notice": notice_of(request),
        "menu": _menu(profile),
        "practice": practice(),
    }


def _menu(profile: Profile | None) -> list[tuple[str, str]]:
    """(label, address) pairs; the first is where the brand leads."""
    if profile is None:
        return [
            (_("Look around"), reverse("home:about")),
            (_("Who works here"), reverse("finding:people")),
            (_("What stays between us"), reverse("home:between_us")),
            (_("Calm now"), reverse("toolkit:calm")),
            (_("Help now"), reverse("safety:now")),
            (_("Come in"), reverse("accounts:sign_in")),
        ]
    own = {
        Role.CLIENT: [(_("Who works here"), reverse("finding:people")), (_("I have a code"), reverse("care:invite"))],
        Role.THERAPIST: [
            (_("Requests"), reverse("finding:requests")),
            (_("Someone new"), reverse("care:offer")),
            (_("Your hours"), reverse("scheduling:hours")),
            (_("Your page"), reverse("practice:profile")),
        ],
        Role.STEWARD: [
            (_("Desk"), reverse("practice:desk")),
            (_("On call"), reverse("practice:on_call")),
            (_("Questions"), reverse("questions:all")),
        ],
    }[profile.role]
    return [
        (_("Today"), reverse("home:today")),
        *own,
        (_("Calm now"), reverse("toolkit:calm")),
        (_("Help now"), reverse("safety:now")),
        (_("What we hold about you"), reverse("privacy:mine")),
        (_("Settings"), reverse("accounts:settings")),
    ]
