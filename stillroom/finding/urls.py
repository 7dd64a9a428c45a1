from django.urls import path

from stillroom.finding.views import asking, directory, requests

app_name = "finding"
urlpatterns = [
    path("people/", directory.people_page, name="people"),
    path("people/needs/", directory.needs_page, name="needs"),
    path("people/<uuid:therapist>/", directory.person_page, name="person"),
    path("people/<uuid:therapist>/times/", directory.times_page, name="times"),
    path("people/<uuid:therapist>/ask/", asking.ask_page, name="ask"),
    path("desk/profile/look/", directory.preview, name="preview"),
    path("with/<uuid:space>/take-back/", asking.take_back, name="take_back"),
    path("requests/", requests.requests_page, name="requests"),
    path("requests/<uuid:space>/", requests.request_page, name="request"),
    path("requests/<uuid:space>/no/", requests.decline_page, name="decline"),
]
