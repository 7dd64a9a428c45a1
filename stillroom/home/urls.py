from django.urls import path

from stillroom.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("about/", views.about, name="about"),
    path("between-us/", views.between_us, name="between_us"),
    path("today/", views.today, name="today"),
]
