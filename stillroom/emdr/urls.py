from django.urls import path

from stillroom.emdr import views

app_name = "emdr"
urlpatterns = [
    path("with/<uuid:space>/sides/", views.overview, name="overview"),
    path("with/<uuid:space>/sides/body/", views.body, name="body"),
    path("with/<uuid:space>/sides/ask/", views.ask, name="ask"),
    path("with/<uuid:space>/sides/list/", views.readiness, name="readiness"),
    path("with/<uuid:space>/sides/shut/", views.shut, name="shut"),
]
