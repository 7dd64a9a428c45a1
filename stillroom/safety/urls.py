from django.urls import path

from stillroom.safety.views import flags, reach

app_name = "safety"
urlpatterns = [
    path("now/", flags.now, name="now"),
    path("with/<uuid:space>/flags/", flags.flags, name="flags"),
    path("with/<uuid:space>/flags/<uuid:flag>/", flags.flag, name="flag"),
    path("with/<uuid:space>/flags/<uuid:flag>/draft/", flags.draft, name="flag_draft"),
    path("stand-in/<uuid:space>/flags/<uuid:flag>/", flags.lent_to, name="lent_flag"),
    path("with/<uuid:space>/flags/level/", flags.level, name="level"),
    path("with/<uuid:space>/reach/", reach.reach, name="reach"),
    path("with/<uuid:space>/reach/back/", reach.take_back, name="take_back"),
    path("on-call/<uuid:space>/", reach.card, name="card"),
]
