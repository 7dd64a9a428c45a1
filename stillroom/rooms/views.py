"""The room's door, the room itself (one page, so that nothing has to be asked twice), and the page afterwards."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.languages import reads
from stillroom.rooms import relays
from stillroom.rooms.queries import place_of, role_in, sides_of, to_show, unclosed_sides
from stillroom.vault.documents import Role


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def door(request: KeyholderRequest, space: uuid.UUID) -> HttpResponse:
    place = place_of(request.keyholder, space, reads())
    if not place.agreed:
        return redirect("care:agree", space)
    return render(
        request,
        "rooms/room.html",
        {
            "seat": place.seat,
            "other": place.other,
            "space": space,
            "socket": f"/ws/room/{space}/",
            "can_call": relays.current() is not None,
            "showing": to_show(request.keyholder, space),
            "sides": sides_of(request.keyholder, space, timezone.now()),
        },
    )


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def over(request: KeyholderRequest, space: uuid.UUID) -> HttpResponse:
    seat = role_in(request.keyholder, space)
    context = {"seat": seat, "space": space, "unclosed": unclosed_sides(request.keyholder, space)}
    return render(request, "rooms/over.html", context)
