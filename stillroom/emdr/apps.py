from django.apps import AppConfig


class EmdrConfig(AppConfig):
    name = "stillroom.emdr"
    label = "emdr"
