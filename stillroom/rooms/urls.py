from django.urls import path

from stillroom.rooms import views

app_name = "rooms"
urlpatterns = [
    path("room/<uuid:space>/", views.door, name="door"),
    path("room/<uuid:space>/over/", views.over, name="over"),
]
