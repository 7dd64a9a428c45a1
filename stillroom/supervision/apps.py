from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "stillroom.supervision"
    label = "supervision"
