from django.urls import path

from stillroom.intake import views

app_name = "intake"
urlpatterns = [
    path("with/<uuid:space>/about/", views.overview, name="overview"),
    path("with/<uuid:space>/about/page/", views.own_page, name="page"),
    path("with/<uuid:space>/about/understood/", views.understood, name="understood"),
    path("with/<uuid:space>/about/marked/<uuid:record>/", views.marked, name="marked"),
    path("with/<uuid:space>/about/<slug:chapter>/", views.chapter, name="chapter"),
    path("with/<uuid:space>/about/<slug:chapter>/draft/", views.draft, name="draft"),
]
