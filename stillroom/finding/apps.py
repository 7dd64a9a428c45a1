from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "stillroom.finding"
    label = "finding"
