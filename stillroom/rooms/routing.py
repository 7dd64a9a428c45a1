"""The websocket address of a room."""

from django.urls import path

from stillroom.rooms.consumers import RoomSocket

websocket_urlpatterns = [
    # An ASGI application, which Channels routes as Django routes views.
    path("ws/room/<uuid:space>/", RoomSocket()),  # type: ignore[arg-type]
]
