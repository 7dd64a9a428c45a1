from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "stillroom.messaging"
    label = "messaging"
