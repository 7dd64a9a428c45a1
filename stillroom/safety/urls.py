from django.urls import path

from stillroom.safety import views

app_name = "safety"
urlpatterns = [
    path("now/", views.now, name="now"),
    path("with/<uuid:space>/flags/", views.flags, name="flags"),
    path("with/<uuid:space>/flags/<uuid:flag>/", views.flag, name="flag"),
    path("with/<uuid:space>/flags/<uuid:flag>/draft/", views.draft, name="flag_draft"),
    path("stand-in/<uuid:space>/flags/<uuid:flag>/", views.lent_to, name="lent_flag"),
]
