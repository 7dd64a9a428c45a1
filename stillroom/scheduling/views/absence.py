"""What falls into a therapist's absence: told to them, and cancelled if they want."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden
from stillroom.base.notices import define_notice, notify
from stillroom.practice.queries import own_listing
from stillroom.scheduling.actions import cancel_while_away
from stillroom.scheduling.queries import people_while_away
from stillroom.scheduling.week_forms import WhileAwayForm
from stillroom.vault.documents import Role

ALL_TOLD = define_notice("away-told", _("Done. Everybody who had a time in these days is told."))


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def while_away(request: KeyholderRequest) -> HttpResponse:
    keyholder, now, own = request.keyholder, timezone.now(), own_listing(request.keyholder)
    if own is None:
        raise Hidden
    if own.away_until is None:
        return redirect("practice:away")
    form = WhileAwayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = cancel_while_away(keyholder=keyholder, listing=own, words=form.cleaned_data["words"], now=now)
        if not done.left:
            return notify(redirect("scheduling:while_away"), ALL_TOLD)
        names = ", ".join(done.left)
        form.add_error(None, gettext("These people could not be told: %(names)s. Please try again.") % {"names": names})
    context = {"own": own, "people": people_while_away(keyholder, own, now), "form": form}
    return render(request, "scheduling/while_away.html", context, status=422 if form.errors else 200)
