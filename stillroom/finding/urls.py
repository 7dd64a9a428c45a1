from django.urls import path

from stillroom.finding import views

app_name = "finding"
urlpatterns = [
    path("people/", views.people_page, name="people"),
    path("people/<uuid:therapist>/", views.person_page, name="person"),
    path("people/<uuid:therapist>/times/", views.times_page, name="times"),
    path("people/<uuid:therapist>/ask/", views.ask_page, name="ask"),
    path("desk/profile/look/", views.preview, name="preview"),
    path("with/<uuid:space>/take-back/", views.take_back, name="take_back"),
    path("requests/", views.requests_page, name="requests"),
    path("requests/<uuid:space>/", views.request_page, name="request"),
    path("requests/<uuid:space>/no/", views.decline_page, name="decline"),
]
