from django.urls import path

from stillroom.scheduling.views import absence, days, elsewhere, hours, moving, times

app_name = "scheduling"
urlpatterns = [
    path("desk/hours/", hours.hours, name="hours"),
    path("desk/days/", days.single_days, name="days"),
    path("desk/days/usual/", days.usual, name="usual"),
    path("desk/days/<str:day>/", days.one_day, name="day"),
    path("desk/away/times/", absence.while_away, name="while_away"),
    path("with/<uuid:space>/times/", times.times, name="times"),
    path("with/<uuid:space>/times/<uuid:record>/cancel/", times.cancel_time, name="cancel"),
    path("with/<uuid:space>/times/<uuid:record>/move/", moving.move_time, name="move"),
    path("with/<uuid:space>/times/<uuid:record>/take/", moving.take_time, name="take"),
    path("with/<uuid:space>/times/<uuid:record>/keep/", moving.keep_old_time, name="keep"),
    path("with/<uuid:space>/else/", elsewhere.somebody_else, name="else"),
    path("with/<uuid:space>/else/both/", elsewhere.keep_both, name="keep_both"),
    path("with/<uuid:space>/end/", times.end, name="end"),
]
