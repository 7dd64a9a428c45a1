from django.urls import path

from stillroom.toolkit import views

app_name = "toolkit"
urlpatterns = [
    path("calm/", views.calm, name="calm"),
    path("calm/breathe/", views.breathe, name="breathe"),
    path("calm/ground/", views.ground, name="ground"),
]
