"""A therapist's page between what is public and what they are typing: the draft lies over the entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.documents import Profile
from stillroom.accounts.drafting import define_draft
from stillroom.accounts.queries import draft_of
from stillroom.practice.listings import Listing
from stillroom.practice.profile_forms import PARTS, ProfileForm, initial_of, initial_of_draft
from stillroom.practice.queries import own_listing
from stillroom.vault.keyholders import Keyholder

DRAFT = define_draft("practice.profile", title=_("Your page"), page="practice:profile")
NEW_PAPER = define_draft("practice.paper_new", title=_("A training or supervision"), page="practice:paper_new")
PAPER = define_draft("practice.paper", title=_("A training or supervision"), page="practice:paper")
ANSWERS = define_draft("practice.answers", title=_("Your answers"), page="practice:profile")


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`entry`: as sent in, or None; `draft`: what was typed since, by field; `values`: both, the draft on top."""

    entry: Listing | None
    draft: Mapping[str, str]
    values: Mapping[str, object]

    @property
    def applies_at_once(self) -> bool:
        """Whether saving one part changes the entry; else parts are gathered until the page is sent in."""
        return self.entry is not None and self.entry.state != "gone"

    def in_draft(self, part: str) -> bool:
        return any(name in self.draft for name in PARTS[part].fields)

    def whole(self) -> ProfileForm:
        """The whole page as a form that was sent."""
        return ProfileForm(dict(self.values))

    def is_ready(self, part: str) -> bool:
        """Whether nothing is missing in this part."""
        return ProfileForm(dict(self.values), only=part).is_valid()


def own_page(keyholder: Keyholder, profile: Profile) -> OwnPage:
    entry = own_listing(keyholder)
    base: Mapping[str, object] = {"name": profile.called, "pronouns": profile.pronouns, "zone": profile.zone}
    if entry is not None:
        base = initial_of(entry)
    found = draft_of(keyholder, DRAFT)
    draft = {} if found is None else found.document.fields
    return OwnPage(entry, draft, {**base, **initial_of_draft(draft)})


def keep_typed(*, keyholder: Keyholder, form: str, fields: Mapping[str, str], now: datetime) -> None:
    """Lays what was just typed over the draft of this form."""
    found = draft_of(keyholder, form)
    before = {} if found is None else found.document.fields
    save_draft(keyholder=keyholder, form=form, about=None, fields={**before, **fields}, now=now)


def forget_typed(*, keyholder: Keyholder, form: str, names: tuple[str, ...], now: datetime) -> None:
    """These fields were saved: they are no draft any more."""
    found = draft_of(keyholder, form)
    if found is None:
        return
    left = {name: text for name, text in found.document.fields.items() if name not in names}
    if left:
        save_draft(keyholder=keyholder, form=form, about=None, fields=left, now=now)
    else:
        drop_draft(keyholder=keyholder, form=form, about=None, now=now)
