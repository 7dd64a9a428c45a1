from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "stillroom.care"
    label = "care"
