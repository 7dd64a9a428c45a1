from django.urls import path

from stillroom.desk import views

app_name = "desk"
urlpatterns = [
    path("with/", views.people, name="people"),
]
