"""The list of what a person began to write: theirs to go on with or to throw away (U10)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.actions import drop_draft_by_id, purge_drafts
from stillroom.accounts.drafting import title_of, where
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import drafts_of
from stillroom.base.errors import Hidden
from stillroom.base.notices import define_notice, notify

DROPPED = define_notice("draft-dropped", _("Deleted."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in()
def drafts(request: KeyholderRequest) -> HttpResponse:
    if request.method == "POST":
        drop_draft_by_id(keyholder=request.keyholder, draft=_chosen(request), now=request.came)
        return notify(redirect("accounts:drafts"), DROPPED)
    purge_drafts(keyholder=request.keyholder, now=request.came)
    listed = [(each, title_of(each.document), where(each.document)) for each in drafts_of(request.keyholder)]
    return render(request, "accounts/drafts.html", {"drafts": listed, "zone": request.profile.zone})


def _chosen(request: KeyholderRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("draft", ""))
    except ValueError:
        raise Hidden from None
