from django.urls import path

from stillroom.notes.views import apart, showing, signing

app_name = "notes"
urlpatterns = [
    path("with/<uuid:space>/notes/", signing.notes, name="notes"),
    path("with/<uuid:space>/notes/<uuid:record>/", signing.note, name="note"),
    path("with/<uuid:space>/notes/<uuid:record>/draft/", signing.draft, name="draft"),
    path("with/<uuid:space>/notes/<uuid:record>/more/", signing.more, name="more"),
    path("with/<uuid:space>/notes/<uuid:record>/show/", showing.show, name="show"),
    path("with/<uuid:space>/notes/<uuid:record>/stop/", showing.stop, name="stop"),
    path("with/<uuid:space>/shown/<uuid:record>/", showing.shown, name="shown"),
    path("with/<uuid:space>/apart/", apart.apart, name="apart"),
    path("with/<uuid:space>/apart/<uuid:record>/", apart.apart_note, name="apart_note"),
    path("with/<uuid:space>/apart/<uuid:record>/keep/", apart.apart_keep, name="apart_keep"),
    path("with/<uuid:space>/apart/<uuid:record>/drop/", apart.apart_drop, name="apart_drop"),
]
