"""Where the menu leads, for each role and for a visitor."""

from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.base.jinja import url
from stillroom.safecalls.queries import is_offered
from stillroom.vault.documents import Role


def menu(profile: Profile | None) -> list[tuple[str, str]]:
    """(label, address) pairs; the first is where the brand leads."""
    if profile is None:
        return [
            (_("Look around"), url("home:about")),
            (_("Who works here"), url("finding:people")),
            (_("What stays between us"), url("home:between_us")),
            (_("Ask without a name"), url("questions:ask")),
            (_("Calm now"), url("toolkit:calm")),
            (_("Help now"), url("safety:now")),
            (_("Come in"), url("accounts:sign_in")),
        ]
    own = {
        Role.CLIENT: [
            (_("My safety plan"), url("toolkit:plan")),
            (_("Things to try"), url("toolkit:tools")),
            *([(_("A safe call"), url("safecalls:start"))] if is_offered(profile) else []),
            (_("Who works here"), url("finding:people")),
            (_("I have a code"), url("care:invite")),
        ],
        Role.THERAPIST: [
            (_("People in your care"), url("desk:people")),
            (_("Requests"), url("finding:requests")),
            (_("Someone new"), url("care:offer")),
            (_("Ask a colleague"), url("supervision:cases")),
            (_("Your hours"), url("scheduling:hours")),
            (_("Your page"), url("practice:profile")),
        ],
        Role.STEWARD: [
            (_("Desk"), url("practice:desk")),
            (_("On call"), url("practice:on_call")),
            (_("Questions"), url("questions:all")),
        ],
    }[profile.role]
    return [
        (_("Today"), url("home:today")),
        *own,
        (_("Calm now"), url("toolkit:calm")),
        (_("Help now"), url("safety:now")),
        (_("What we hold about you"), url("privacy:mine")),
        (_("Settings"), url("accounts:settings")),
    ]
