from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "stillroom.topics"
    label = "topics"
