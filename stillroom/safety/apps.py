from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "stillroom.safety"
    label = "safety"
