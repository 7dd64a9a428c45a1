from django.urls import path

from stillroom.emdr.views import before, working

app_name = "emdr"
urlpatterns = [
    path("with/<uuid:space>/sides/", before.overview, name="overview"),
    path("with/<uuid:space>/sides/body/", before.body, name="body"),
    path("with/<uuid:space>/sides/ask/", before.ask, name="ask"),
    path("with/<uuid:space>/sides/list/", before.readiness, name="readiness"),
    path("with/<uuid:space>/sides/shut/", before.shut, name="shut"),
    path("with/<uuid:space>/sides/new/", working.new_target, name="new_target"),
    path("with/<uuid:space>/sides/one/<uuid:record>/", working.target, name="target"),
    path("with/<uuid:space>/sides/log/", working.log, name="log"),
    path("with/<uuid:space>/sides/end/<uuid:record>/", working.session, name="session"),
    path("with/<uuid:space>/sides/after/", working.after, name="after"),
]
