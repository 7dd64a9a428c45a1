from django.urls import path

from stillroom.desk.views import file, people

app_name = "desk"
urlpatterns = [
    path("with/", people.people, name="people"),
    path("with/<uuid:space>/tools/", file.tools, name="tools"),
]
