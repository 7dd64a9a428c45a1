from django.urls import path

from stillroom.plans import views

app_name = "plans"
urlpatterns = [
    path("with/<uuid:space>/goal/", views.goal, name="goal"),
    path("with/<uuid:space>/goal/agree/", views.agree, name="agree"),
    path("with/<uuid:space>/goal/rate/", views.rate, name="rate"),
    path("with/<uuid:space>/goal/level/", views.level, name="level"),
    path("with/<uuid:space>/goal/step/", views.step, name="step"),
    path("with/<uuid:space>/goal/day/", views.day, name="day"),
    path("with/<uuid:space>/goal/leave/", views.leave, name="leave"),
    path("with/<uuid:space>/goal/close/", views.close, name="close"),
    path("with/<uuid:space>/goal/review/", views.review, name="review"),
    path("with/<uuid:space>/goal/another/", views.another, name="another"),
    path("with/<uuid:space>/goal/<uuid:record>/", views.change, name="change"),
]
