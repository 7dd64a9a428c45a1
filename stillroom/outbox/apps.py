from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "stillroom.outbox"
    label = "outbox"
