from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "stillroom.home"
    label = "home"
