from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "stillroom.practice"
    label = "practice"

    def ready(self) -> None:
        # Only now: models cannot be imported before all rooms are known.
        from stillroom.practice import custody, opening  # noqa: F401, PLC0415
