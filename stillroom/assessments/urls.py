from django.urls import path, register_converter

from stillroom.assessments.addresses import InstrumentInAddress
from stillroom.assessments.views import changing, checking_in, episode, opening, own, suggesting

register_converter(InstrumentInAddress, "instrument")

app_name = "assessments"
urlpatterns = [
    path("with/<uuid:space>/questions/", episode.start, name="start"),
    path("with/<uuid:space>/questions/change/", changing.talk, name="talk"),
    path("with/<uuid:space>/questions/talk/", checking_in.page, name="check_in"),
    path("with/<uuid:space>/questions/suggested/", suggesting.suggestions, name="suggestions"),
    path("with/<uuid:space>/questions/suggested/answer/", suggesting.reply, name="reply"),
    path("with/<uuid:space>/questions/<instrument:instrument>/<int:step>/", episode.answer, name="answer"),
    path("with/<uuid:space>/questions/<instrument:instrument>/end/", episode.end, name="end"),
    path("with/<uuid:space>/questions/<instrument:instrument>/drop/", episode.drop, name="drop"),
    path("with/<uuid:space>/questions/<instrument:instrument>/keep/", opening.keep, name="keep"),
    path("with/<uuid:space>/questions/<instrument:instrument>/open/", opening.opening, name="opening"),
    path("with/<uuid:space>/questions/<uuid:record>/", episode.response, name="response"),
    path("questions/", own.start, name="own_start"),
    path("questions/<instrument:instrument>/<int:step>/", own.answer, name="own_answer"),
    path("questions/<instrument:instrument>/end/", own.end, name="own_end"),
    path("questions/<instrument:instrument>/drop/", own.drop, name="own_drop"),
    path("questions/<uuid:record>/", own.response, name="own_response"),
    path("questions/<uuid:record>/share/", own.share, name="own_share"),
    path("questions/<uuid:record>/remove/", own.remove, name="own_remove"),
]
