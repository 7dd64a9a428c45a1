from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "stillroom.desk"
    label = "desk"
