from django.urls import path

from stillroom.privacy import views

app_name = "privacy"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/page/", views.take_page, name="page"),
    path("mine/data/", views.take_data, name="data"),
    path("mine/erase/", views.erase, name="erase"),
]
