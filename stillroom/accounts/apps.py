from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stillroom.accounts"
    label = "accounts"
