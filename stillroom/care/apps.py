from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CareConfig(AppConfig):
    name = "stillroom.care"
    label = "care"

    def ready(self) -> None:
        """How things are told, and what can be brought along or into the last summary, is known wherever something can
        be done, also where no page was ever asked for."""
        autodiscover_modules("telling", "bringing", "ending_documents", "outcomes")
