from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "stillroom.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Every room's jobs are known before the first of them is due."""
        autodiscover_modules("jobs")
