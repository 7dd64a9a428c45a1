from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "stillroom.practice"
    label = "practice"
