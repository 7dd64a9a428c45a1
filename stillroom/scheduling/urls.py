from django.urls import path

from stillroom.scheduling import views

app_name = "scheduling"
urlpatterns = [
    path("desk/hours/", views.hours, name="hours"),
    path("with/<uuid:space>/times/", views.times, name="times"),
    path("with/<uuid:space>/times/<uuid:record>/cancel/", views.cancel_time, name="cancel"),
    path("with/<uuid:space>/end/", views.end, name="end"),
]
