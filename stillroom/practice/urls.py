from django.urls import path

from stillroom.practice.views import absences, opening, showing, stewards, therapists

app_name = "practice"
urlpatterns = [
    path("desk/profile/", therapists.profile, name="profile"),
    path("desk/profile/part/<slug:part>/", therapists.profile_part, name="profile_part"),
    path("desk/profile/part/<slug:part>/draft/", therapists.part_draft, name="part_draft"),
    path("desk/profile/paper/", showing.paper_new, name="paper_new"),
    path("desk/profile/paper/draft/", showing.paper_new_draft, name="paper_new_draft"),
    path("desk/profile/paper/<uuid:entry>/draft/", showing.paper_draft, name="paper_draft"),
    path("desk/profile/paper/<uuid:entry>/", showing.paper, name="paper"),
    path("desk/profile/answer/<slug:question>/", showing.answer, name="answer"),
    path("desk/profile/answer/<slug:question>/draft/", showing.answer_draft, name="answer_draft"),
    path("desk/away/", absences.away, name="away"),
    path("desk/gone/", absences.gone, name="gone"),
    path("desk/practice/", stewards.desk, name="desk"),
    path("desk/practice/invite/", stewards.invite, name="invite"),
    path("desk/practice/on-call/", stewards.on_call_person, name="on_call"),
    path("desk/practice/done/", stewards.done, name="done"),
    path("desk/practice/ready/", opening.ready, name="ready"),
    path("desk/practice/ready/records/", opening.records, name="records"),
    path("desk/practice/ready/copies/", opening.copies, name="copies"),
    path("desk/practice/ready/fees/", opening.fees, name="fees"),
    path("desk/practice/lines/", opening.lines, name="lines"),
    path("desk/practice/texts/", opening.texts, name="texts"),
    path("desk/practice/texts/<str:text>/", opening.text, name="text"),
    path("desk/practice/people/<uuid:therapist>/", stewards.person, name="person"),
    path("desk/practice/people/<uuid:therapist>/seen/", stewards.seen_papers, name="seen_papers"),
    path("desk/practice/people/<uuid:therapist>/off/", stewards.take_off, name="take_off"),
    path("desk/practice/people/<uuid:therapist>/away/", absences.person_away, name="person_away"),
    path("desk/practice/people/<uuid:therapist>/gone/", absences.person_gone, name="person_gone"),
]
