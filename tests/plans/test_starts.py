"""Templates and courses: whole in each language, with their source, and only a beginning."""

from django.urls import reverse

from stillroom.plans.forms import GoalForm, typed_of
from stillroom.plans.queries import goals_of
from stillroom.plans.starts import FOLDER, starts
from tests.care.pair import Pair

SUBJECTS = {
    *("stigma", "trauma", "burnout", "boundaries", "anxiety"),
    *("low-mood", "sleep", "relationships", "substances", "own-terms"),
}
COURSES = {"course-cbt", "course-dbt", "course-trauma", "course-sleep"}


def test_all_of_them_are_there_in_both_languages_with_a_source():
    for found in starts().values():
        assert {name for name, each in found.items() if not each.is_course} == SUBJECTS
        assert {name for name, each in found.items() if each.is_course} == COURSES
        assert all(each.source and each.goal.steps and each.goal.interventions for each in found.values())
    assert {path.stem for path in FOLDER.iterdir()} == SUBJECTS | COURSES


def test_each_fits_the_form_as_it_is_and_says_the_same_after_it():
    for found in starts().values():
        for each in found.values():
            form = GoalForm({key: value or "" for key, value in typed_of(each.goal).items()} | {"version": 0})
            assert form.is_valid(), (each.name, form.errors)
            given = form.given()
            assert (tuple(given["objectives"]), tuple(given["interventions"])) == (
                each.goal.objectives,
                each.goal.interventions,
            )


def at(pair: Pair) -> str:
    return reverse("plans:another", args=[pair.space])


def test_a_therapist_starts_from_one_and_nothing_is_proposed_yet(pair: Pair):
    page = pair.tom.browser().post(at(pair), {"start": "es.sleep"})
    assert page.status_code == 200
    assert "Quiero dormir en mis propias horas." in page.content.decode()
    assert goals_of(pair.tom.keyholder, pair.his()) == ()


def test_a_client_is_offered_none_and_what_does_not_exist_is_asked_again(pair: Pair):
    ada = pair.ada.browser()
    assert 'name="start"' not in ada.get(at(pair)).content.decode()
    assert 'name="start"' in pair.tom.browser().get(at(pair)).content.decode()
    assert ada.post(at(pair), {"start": "en.sleep"}).status_code == 422
    assert pair.tom.browser().post(at(pair), {"start": "en.nothing"}).status_code == 422
