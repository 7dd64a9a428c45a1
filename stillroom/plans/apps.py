from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "stillroom.plans"
    label = "plans"
