from django.urls import path

from stillroom.accounts.views import drafts, joining, language, leaving, recovering, settings, sheets, signing_in

app_name = "accounts"
urlpatterns = [
    path("join/", joining.join, name="join"),
    path("begin/<str:token>/", joining.begin, name="begin"),
    path("in/", signing_in.sign_in, name="sign_in"),
    path("in/lost/", recovering.lost, name="lost"),
    path("in/lost/all/", recovering.all_lost, name="all_lost"),
    path("out/", leaving.sign_out, name="sign_out"),
    path("out/everywhere/", leaving.sign_out_everywhere, name="sign_out_everywhere"),
    path("lock", leaving.lock, name="lock"),
    path("exit", leaving.leave, name="leave"),
    path("stay", leaving.stay, name="stay"),
    path("sheet/", sheets.sheet, name="sheet"),
    path("language", language.language, name="language"),
    path("settings/", settings.settings, name="settings"),
    path("settings/passphrase/", settings.passphrase, name="passphrase"),
    path("drafts/", drafts.drafts, name="drafts"),
]
