from django.urls import path

from stillroom.privacy import views

app_name = "privacy"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/take/", views.take, name="take"),
    path("mine/all/", views.take_all, name="all"),
    path("mine/page/", views.take_page, name="page"),
    path("mine/data/", views.take_data, name="data"),
    path("mine/entries/", views.take_entries, name="entries"),
    path("mine/erase/", views.erase, name="erase"),
]
