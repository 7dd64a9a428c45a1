"""The websocket address of a conversation."""

from django.urls import path

from stillroom.messaging.consumers import talk_socket

websocket_urlpatterns = [
    # An ASGI application, which Channels routes as Django routes views.
    path("ws/with/<uuid:space>/", talk_socket),  # type: ignore[arg-type]
]
