"""The pages, open to everybody: nothing is kept, counted or noted."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stillroom.accounts.people import PersonRequest
from stillroom.base.languages import money
from stillroom.practice.queries import practice
from stillroom.practice.states import STATES
from stillroom.topics.queries import people


@require_safe
def page(request: PersonRequest, name: str) -> HttpResponse:
    here = practice()
    fees, hour = here.fees, timedelta(hours=1)
    context = {
        "people": people(request.keyholder, timezone.now()),
        "boards": here.boards,
        "states": " · ".join(str(STATES[each]) for each in here.states),
        "statement": here.statement,
        "session": money(fees.session, fees.currency),
        "lowest": money(fees.lowest, fees.currency) if fees.lowest < fees.session else "",
        "late": money(fees.late_cancel, fees.currency) if fees.late_cancel else "",
        "minutes": here.policies.session // timedelta(minutes=1),
        "cancel": here.policies.cancel_before // hour,
        "answer": here.policies.answer_messages // hour,
    }
    return render(request, f"topics/{name}.html", context)
