from django.urls import path

from stillroom.messaging.consumers import talk_socket

websocket_urlpatterns = [path("ws/with/<uuid:space>/", talk_socket)]
