"""What a draft is called in the list of drafts, and where one goes on with it. Rooms name their own forms."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.documents import Draft
from stillroom.base.notices import define_notice, notify

KEPT = define_notice("draft-kept", _("Kept. Only you can open it. It stays for seven days."))


@dataclass(frozen=True, slots=True)
class DraftForm:
    title: str | Promise
    page: str


_FORMS: dict[str, DraftForm] = {}


def define_draft(form: str, *, title: str | Promise, page: str) -> str:
    """Registers a form that keeps drafts; returns its name. `page` is a URL's name, given what the draft is about.

    Raises ValueError for a form that is named twice.
    """
    if form in _FORMS:
        raise ValueError(f"draft form {form} is defined twice")
    _FORMS[form] = DraftForm(title, page)
    return form


def title_of(draft: Draft) -> str:
    known = _FORMS.get(draft.form)
    return gettext("Something you began to write") if known is None else str(known.title)


def where(draft: Draft) -> str:
    """The address of its form; empty for a form that no room has named."""
    known = _FORMS.get(draft.form)
    if known is None:
        return ""
    return reverse(known.page, args=[draft.about] if draft.about else None)


def draft_kept(request: HttpRequest, page: str, *given: object) -> HttpResponse:
    """Answers a draft that was kept: a script wants no page; who pressed the button goes back to the form."""
    if "by_hand" not in request.POST:
        return HttpResponse(status=204)
    return notify(redirect(page, *given), KEPT)
