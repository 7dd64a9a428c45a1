from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "stillroom.rooms"
    label = "rooms"
