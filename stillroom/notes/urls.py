from django.urls import path

from stillroom.notes import views

app_name = "notes"
urlpatterns = [
    path("with/<uuid:space>/notes/", views.notes, name="notes"),
    path("with/<uuid:space>/notes/<uuid:record>/", views.note, name="note"),
    path("with/<uuid:space>/notes/<uuid:record>/draft/", views.draft, name="draft"),
    path("with/<uuid:space>/notes/<uuid:record>/more/", views.more, name="more"),
]
