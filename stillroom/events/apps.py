from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "stillroom.events"
    label = "events"
