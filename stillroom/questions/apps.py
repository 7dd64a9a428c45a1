from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "stillroom.questions"
    label = "questions"
