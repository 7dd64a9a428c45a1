from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "stillroom.intake"
    label = "intake"
