from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from benchmarks.stock.models import Appointment, Episode, Goal, Message, Therapist

MENU = [(f"Part {number}", f"/part/{number}/") for number in range(8)]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    mine = {"episode__client": request.user}
    meetings = Appointment.objects.filter(start__gte=timezone.now(), **mine).select_related("episode__therapist")
    context = {
        "menu": MENU,
        "name": request.user.username,
        "meetings": meetings.order_by("start"),
        "unread": Message.objects.filter(by_client=False, read=False, **mine).count(),
        "goals": Goal.objects.filter(**mine).prefetch_related("steps"),
    }
    return render(request, "stock/home.html", context)


def people(request: HttpRequest) -> HttpResponse:
    return render(request, "stock/people.html", {"menu": MENU, "people": Therapist.objects.order_by("name")})


@login_required
@require_POST
def post(request: HttpRequest) -> HttpResponse:
    episode = get_object_or_404(Episode, client=request.user)
    Message.objects.create(episode=episode, text=request.POST["text"], by_client=True)
    return redirect("/home/")
