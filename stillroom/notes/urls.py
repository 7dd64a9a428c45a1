from django.urls import path

from stillroom.notes.views import signing

app_name = "notes"
urlpatterns = [
    path("with/<uuid:space>/notes/", signing.notes, name="notes"),
    path("with/<uuid:space>/notes/<uuid:record>/", signing.note, name="note"),
    path("with/<uuid:space>/notes/<uuid:record>/draft/", signing.draft, name="draft"),
    path("with/<uuid:space>/notes/<uuid:record>/more/", signing.more, name="more"),
]
