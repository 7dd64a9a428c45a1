from django.urls import path

from stillroom.care.views import covering, endings, pages, transfers

app_name = "care"
urlpatterns = [
    path("invite/", pages.invite, name="invite"),
    path("with/new/", pages.offer, name="offer"),
    path("with/<uuid:space>/", pages.episode, name="episode"),
    path("with/<uuid:space>/opened/", pages.opened, name="opened"),
    path("with/<uuid:space>/agree/", pages.agree, name="agree"),
    path("with/<uuid:space>/agree/<uuid:record>/", pages.agreed_text, name="agreed_text"),
    path("with/<uuid:space>/card/", pages.card, name="card"),
    path("with/<uuid:space>/card/key/", pages.card_key, name="card_key"),
    path("with/<uuid:space>/withdraw/", pages.withdraw, name="withdraw"),
    path("with/<uuid:space>/ending/", endings.ending, name="ending"),
    path("with/<uuid:space>/kept/", endings.summary, name="ending_summary"),
    path("with/<uuid:space>/go-on/", transfers.transfer, name="transfer"),
    path("with/<uuid:space>/bring/", transfers.bring, name="bring"),
    path("with/<uuid:space>/brought/", transfers.brought, name="brought"),
    path("with/<uuid:space>/brought/<uuid:record>/", transfers.piece, name="brought_piece"),
    path("with/<uuid:space>/stand-in/", covering.choice, name="covering_choice"),
    path("stand-in/<uuid:space>/", covering.page, name="covering"),
    path("stand-in/<uuid:space>/keep/", covering.draft, name="covering_draft"),
    path("stand-in/<uuid:space>/brought/<uuid:record>/", covering.piece, name="covering_piece"),
    path("stand-in/<uuid:space>/opened/", covering.opened, name="covering_opened"),
    path("stand-in/<uuid:space>/answer/", covering.answer, name="covering_answer"),
    path("stand-in/<uuid:space>/end/", covering.end, name="covering_end"),
]
