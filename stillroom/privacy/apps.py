from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "stillroom.privacy"
    label = "privacy"
