from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "stillroom.vault"
    label = "vault"
