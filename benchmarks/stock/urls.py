from django.urls import path

from benchmarks.stock import views

urlpatterns = [
    path("hello/", views.hello),
    path("home/", views.home),
    path("people/", views.people),
    path("post/", views.post),
]
