"""A therapist's desk."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.desk.actions import look_at
from stillroom.desk.documents import View
from stillroom.desk.forms import ViewForm
from stillroom.desk.queries import caseload
from stillroom.vault.documents import Role


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def people(request: KeyholderRequest) -> HttpResponse:
    """How the list is looked at is kept and the page loaded anew, so that going back asks for nothing again."""
    now = timezone.now()
    if request.method == "GET":
        return _page(request, None)
    form = ViewForm(request.POST)
    if "all" not in request.POST and not form.is_valid():
        return _page(request, form)
    view = View(keys="keys" in request.POST) if "all" in request.POST else form.view
    look_at(keyholder=request.keyholder, view=view, now=now)
    return redirect("desk:people")


def _page(request: KeyholderRequest, form: ViewForm | None) -> HttpResponse:
    now = timezone.now()
    found = caseload(request.keyholder, now)
    context = {"found": found, "form": form or ViewForm.of(found.view), "now": now}
    return render(request, "desk/people.html", context, status=422 if form else 200)
