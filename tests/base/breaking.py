"""Addresses and a middleware that break in each way in which a page can, with words in everything they hold."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from stillroom.base.errors import Hidden, Refused

CANARY = "Kanarienvogel-3f1c"


def raises(request: HttpRequest) -> HttpResponse:
    secret = f"{CANARY} in a local variable"
    raise ValueError(f"{secret} of {request.path}")


def chained(request: HttpRequest) -> HttpResponse:
    try:
        return raises(request)
    except ValueError as error:
        raise KeyError(CANARY) from error


def database(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table WHERE words = %s", [CANARY])
    return HttpResponse()


def hidden(request: HttpRequest) -> HttpResponse:
    raise Hidden(CANARY)


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("This was changed meanwhile.")


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404(CANARY)


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(CANARY)


@csrf_exempt
def reads_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    *(path(f"{view.__name__}/", view) for view in (raises, chained, database, hidden, refused, missing, suspicious)),
    path("form/", reads_form),
    path("", include("stillroom.config.urls")),
]
handler400 = "stillroom.home.views.not_understood"
handler404 = "stillroom.home.views.not_found"
handler500 = "stillroom.home.views.broken"


class BrokenMiddleware:
    """What no middleware for errors is told of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise ValueError(CANARY)
