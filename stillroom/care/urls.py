from django.urls import path

from stillroom.care import views

app_name = "care"
urlpatterns = [
    path("invite/", views.invite, name="invite"),
    path("with/new/", views.offer, name="offer"),
    path("with/<uuid:space>/", views.episode, name="episode"),
    path("with/<uuid:space>/opened/", views.opened, name="opened"),
    path("with/<uuid:space>/agree/", views.agree, name="agree"),
    path("with/<uuid:space>/agree/<uuid:record>/", views.agreed_text, name="agreed_text"),
    path("with/<uuid:space>/card/", views.card, name="card"),
    path("with/<uuid:space>/card/key/", views.card_key, name="card_key"),
    path("with/<uuid:space>/withdraw/", views.withdraw, name="withdraw"),
]
