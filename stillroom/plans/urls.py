from django.urls import path

from stillroom.plans import views

app_name = "plans"
urlpatterns = [
    path("with/<uuid:space>/goal/", views.goal, name="goal"),
    path("with/<uuid:space>/goal/agree/", views.agree, name="agree"),
    path("with/<uuid:space>/goal/rate/", views.rate, name="rate"),
    path("with/<uuid:space>/goal/step/", views.step, name="step"),
]
