from django.urls import path

from stillroom.supervision import views

app_name = "supervision"
urlpatterns = [
    path("ask-a-colleague/", views.cases, name="cases"),
    path("ask-a-colleague/new/", views.ask, name="ask"),
    path("ask-a-colleague/new/keep/", views.draft, name="draft"),
    path("ask-a-colleague/<uuid:space>/", views.case, name="case"),
    path("ask-a-colleague/<uuid:space>/answer/", views.answer, name="answer"),
    path("ask-a-colleague/<uuid:space>/again/", views.again, name="again"),
    path("ask-a-colleague/<uuid:space>/destroy/", views.destroy, name="destroy"),
]
