from django.urls import path

from stillroom.messaging import views

app_name = "messaging"
urlpatterns = [
    path("with/<uuid:space>/talk/", views.conversation, name="conversation"),
    path("with/<uuid:space>/talk/new/", views.talk, name="talk"),
    path("with/<uuid:space>/talk/before/<int:page>/", views.before, name="before"),
    path("with/<uuid:space>/talk/draft/", views.draft, name="draft"),
    path("with/<uuid:space>/talk/marked/<uuid:record>/", views.marked, name="marked"),
]
