"""Just the addresses that the frame of a page names."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


accounts = [
    path("leave", nothing, name="leave"),
    path("lock", nothing, name="lock"),
    path("stay", nothing, name="stay"),
    path("in", nothing, name="sign_in"),
    path("language", nothing, name="language"),
]
toolkit = [path("breathe", nothing, name="breathe"), path("ground", nothing, name="ground")]
safety = [path("now", nothing, name="now")]
urlpatterns = [
    path("", include((accounts, "accounts"))),
    path("", include((toolkit, "toolkit"))),
    path("", include((safety, "safety"))),
]
