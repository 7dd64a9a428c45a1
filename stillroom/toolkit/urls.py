from django.urls import path, register_converter

from stillroom.toolkit.addresses import ExerciseInAddress
from stillroom.toolkit.views import calm, entries

register_converter(ExerciseInAddress, "exercise")

app_name = "toolkit"
urlpatterns = [
    path("calm/", calm.calm, name="calm"),
    path("calm/breathe/", calm.breathe, name="breathe"),
    path("calm/ground/", calm.ground, name="ground"),
    path("try/", entries.tools, name="tools"),
    path("try/mine/", entries.plan, name="plan"),
    path("try/<uuid:record>/", entries.entry, name="entry"),
    path("try/<uuid:record>/share/", entries.share, name="share"),
    path("try/<uuid:record>/back/<uuid:space>/", entries.unshare, name="unshare"),
    path("try/<uuid:record>/remove/", entries.remove, name="remove"),
    path("try/<exercise:name>/", entries.do, name="do"),
    path("try/<exercise:name>/draft/", entries.draft, name="draft"),
    path("try/<exercise:name>/front/", entries.front, name="front"),
    path("with/<uuid:space>/tried/<uuid:record>/", entries.shared, name="shared"),
]
