from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "stillroom.assessments"
    label = "assessments"
