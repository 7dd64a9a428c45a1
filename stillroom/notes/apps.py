from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "stillroom.notes"
    label = "notes"
