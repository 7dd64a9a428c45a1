from django.urls import path

from stillroom.assessments.views import episode, opening, own

app_name = "assessments"
urlpatterns = [
    path("with/<uuid:space>/questions/", episode.start, name="start"),
    path("with/<uuid:space>/questions/<slug:instrument>/<int:step>/", episode.answer, name="answer"),
    path("with/<uuid:space>/questions/<slug:instrument>/end/", episode.end, name="end"),
    path("with/<uuid:space>/questions/<slug:instrument>/drop/", episode.drop, name="drop"),
    path("with/<uuid:space>/questions/<slug:instrument>/keep/", opening.keep, name="keep"),
    path("with/<uuid:space>/questions/<slug:instrument>/open/", opening.opening, name="opening"),
    path("with/<uuid:space>/questions/<uuid:record>/", episode.response, name="response"),
    path("questions/", own.start, name="own_start"),
    path("questions/<slug:instrument>/<int:step>/", own.answer, name="own_answer"),
    path("questions/<slug:instrument>/end/", own.end, name="own_end"),
    path("questions/<slug:instrument>/drop/", own.drop, name="own_drop"),
    path("questions/<uuid:record>/", own.response, name="own_response"),
    path("questions/<uuid:record>/share/", own.share, name="own_share"),
    path("questions/<uuid:record>/remove/", own.remove, name="own_remove"),
]
