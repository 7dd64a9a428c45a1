from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "stillroom.home"
    label = "home"

    def ready(self) -> None:
        import stillroom.home.checks  # noqa: PLC0415 registers itself
        import stillroom.home.meetings  # noqa: PLC0415 the same
        import stillroom.home.scales  # noqa: F401, PLC0415 the same
