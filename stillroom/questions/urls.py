from django.urls import path

from stillroom.questions.views import answering, asking

app_name = "questions"
urlpatterns = [
    path("question/", asking.question, name="ask"),
    path("question/answer/", asking.answer, name="answer"),
    path("question/write/", asking.write_back, name="write"),
    path("question/erase/", asking.erase_all, name="erase"),
    path("desk/questions/", answering.questions, name="all"),
    path("desk/questions/reading/", answering.reading, name="reading"),
    path("desk/questions/<uuid:question>/", answering.one, name="one"),
    path("desk/questions/<uuid:question>/draft/", answering.draft, name="draft"),
]
