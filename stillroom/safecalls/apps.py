from django.apps import AppConfig


class SafecallsConfig(AppConfig):
    name = "stillroom.safecalls"
    label = "safecalls"
