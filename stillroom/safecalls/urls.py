from django.urls import path

from stillroom.safecalls.views import buddy, client

app_name = "safecalls"
urlpatterns = [
    path("check/", client.start, name="start"),
    path("check/new/", client.new, name="new"),
    path("check/<uuid:record>/", client.call, name="call"),
    path("check/<uuid:record>/remove/", client.remove, name="remove"),
    path("n/<uuid:call>/", buddy.note, name="note"),
    path("n/<uuid:call>/open/", buddy.open_note, name="open"),
]
