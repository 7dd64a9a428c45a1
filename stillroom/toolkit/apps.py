from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "stillroom.toolkit"
    label = "toolkit"
