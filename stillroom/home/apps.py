from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "stillroom.home"
    label = "home"

    def ready(self) -> None:
        import stillroom.home.meetings  # noqa: F401, PLC0415 registers itself
