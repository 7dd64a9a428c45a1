from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "stillroom.scheduling"
    label = "scheduling"
