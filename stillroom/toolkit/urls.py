from django.urls import path, register_converter

from stillroom.toolkit.addresses import ExerciseInAddress
from stillroom.toolkit.views import calm, doing, entries, opening, phone

register_converter(ExerciseInAddress, "exercise")

app_name = "toolkit"
urlpatterns = [
    path("calm/", calm.calm, name="calm"),
    path("calm/breathe/", calm.breathe, name="breathe"),
    path("calm/ground/", calm.ground, name="ground"),
    path("calm/night/", calm.orient, name="orient"),
    path("calm/loosen/", calm.muscles, name="muscles"),
    path("calm/hug/", calm.tap, name="tap"),
    path("calm/quiet/", calm.quiet, name="quiet"),
    path("calm/lines/", phone.lines, name="lines"),
    path("calm/plan/", phone.mine, name="mine"),
    path("calm/phone/", phone.phone, name="phone"),
    path("calm/phone/<slug:icon>/", phone.phone, name="phone_as"),
    path("calm/app/<slug:icon>/", phone.app, name="app"),
    path("calm/worker.js", phone.worker, name="worker"),
    path("calm/kept/", phone.kept, name="kept"),
    path("calm/know/", calm.facts, name="facts"),
    path("calm/skills/", calm.skills, name="skills"),
    path("try/", doing.tools, name="tools"),
    path("try/mine/", doing.plan, name="plan"),
    path("try/mine/phone/", phone.copy, name="copy"),
    path("try/look/", doing.find, name="find"),
    path("try/<uuid:record>/", entries.entry, name="entry"),
    path("try/<uuid:record>/share/", entries.share, name="share"),
    path("try/<uuid:record>/back/<uuid:space>/", entries.unshare, name="unshare"),
    path("try/<uuid:record>/remove/", entries.remove, name="remove"),
    path("try/<exercise:name>/", doing.do, name="do"),
    path("try/<exercise:name>/draft/", doing.draft, name="draft"),
    path("try/<exercise:name>/front/", doing.front, name="front"),
    path("with/<uuid:space>/tried/open/<exercise:name>/", opening.opening, name="opening"),
    path("with/<uuid:space>/tried/<uuid:record>/", entries.shared, name="shared"),
]
