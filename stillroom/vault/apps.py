from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class VaultConfig(AppConfig):
    name = "stillroom.vault"
    label = "vault"

    def ready(self) -> None:
        """Every room's kinds are known before anything is opened: whoever takes out what is theirs gets all of it."""
        autodiscover_modules("documents")
