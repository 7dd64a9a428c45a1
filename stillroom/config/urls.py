"""Every room names its own addresses; none of them says what this place is for (U5)."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"stillroom.{room}.urls"))
    for room in settings.ROOMS
    if (settings.HOUSE / room / "urls.py").exists()
]
handler400 = "stillroom.home.views.not_understood"
handler404 = "stillroom.home.views.not_found"
handler500 = "stillroom.home.views.broken"
