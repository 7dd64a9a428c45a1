"""What becomes of each kind of document in a file for other software, over every kind that there is."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from django.utils import translation

from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.documents import OwnResponse
from stillroom.assessments.encoding import encode
from stillroom.care.actions import record_identity
from stillroom.home.demo import Demo
from stillroom.messaging.actions import send_message
from stillroom.plans.documents import BOTH, Agreed, Close, Goal, Intervention, Modality, Objective, Step, Wording
from stillroom.privacy.making import LEFT_OUT, MAKERS, why_left_out
from stillroom.privacy.making.measures import form_of
from stillroom.privacy.queries import places_of
from stillroom.vault.documents import MEMBERS, TYPES, DocumentType, Role, SpaceKind
from stillroom.vault.records import writing
from stillroom.vault.spaces import OpenSpace, create_space, own_space
from tests.architecture.samples import sample
from tests.care.pair import Pair
from tests.cast import HOME, NOW, Person
from tests.fhir import amiss, references
from tests.privacy.taking import bundle, data, of_type, page, resources

CANARY = "Kanarienvogel-7f2e"
HOSTILE = "</script><b>x</b> \u202eevil\u202c \x07 ]}\n\n,{\n<article>"


def undecided(types: Mapping[str, DocumentType]) -> set[str]:
    return {kind for kind, entry in types.items() if Role.CLIENT in entry.readers} - set(MAKERS) - set(LEFT_OUT)


def test_every_kind_that_a_client_can_read_becomes_something_or_has_a_reason() -> None:
    """A new kind stops here. `making.registry` says what it is in FHIR R4B: write a maker, or take one that is there
    (a `Basic` with its words will do). What is nobody's record gets a sentence in `making.reasons` instead."""
    found = undecided(TYPES)
    assert found == set(), (
        f"{sorted(found)}: what are they in a file for other software? Add a maker to stillroom/privacy/making/"
        f"registry.py (work.in_its_words does for what FHIR has no resource for), or a reason to making/reasons.py."
    )
    assert set(MAKERS) & set(LEFT_OUT) == set()
    assert {*MAKERS, *LEFT_OUT} - set(TYPES) == set(), "kinds that are no more"


def test_a_new_kind_without_a_maker_is_caught() -> None:
    """The control of the test above."""
    assert undecided({**TYPES, "toolkit.new": TYPES["plans.goal"]}) == {"toolkit.new"}
    assert undecided({**TYPES, "toolkit.theirs": TYPES["notes.progress"]}) == set()  # no client can read it


def test_a_kind_that_nobody_has_thought_about_is_named_and_breaks_nothing(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would happen without it: everything else goes along, and the pages and the data hold it all the same."""
    rest = {kind: maker for kind, maker in MAKERS.items() if kind != "plans.goal"}
    for module in ("stillroom.privacy.making", "stillroom.privacy.files"):
        monkeypatch.setattr(f"{module}.MAKERS", rest)
    ada = demo.person("Ada").keyholder
    made = bundle(ada, NOW)
    assert amiss(made) == [] and of_type(made, "Goal") == [] and of_type(made, "Communication")
    (told,) = of_type(made, "OperationOutcome")
    assert ("Goal: 1", "There is no form for it in this file yet.") in [
        (each.get("diagnostics"), each["details"]["text"])
        for each in told["issue"]  # type: ignore[attr-defined]
    ]
    assert "Say what I want" in page(ada, NOW) and "Say what I want" in json.dumps(data(ada))
    assert why_left_out("plans.goal", alone=True) == "Only you can open it, and you did not put it in."


def where(kind: str) -> list[SpaceKind]:
    own = {SpaceKind.QUESTION}  # no account has a key to one
    return sorted(space for space in TYPES[kind].spaces - own if Role.CLIENT in MEMBERS[space])


def space_for(ada: Person, kind: SpaceKind) -> OpenSpace:
    if kind is HOME[Role.CLIENT]:
        return own_space(ada.keyholder, kind)
    return create_space(keyholder=ada.keyholder, kind=kind, role=Role.CLIENT, label="Tom", now=NOW)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_document_of_each_kind_alone_in_its_place_is_sound(ada: Person, kind: str, language: str) -> None:
    """Nothing stands beside it: no episode, no therapist, no session that it is about."""
    for place in where(kind):
        space = space_for(ada, place)
        entry = TYPES[kind]
        writer = Role.CLIENT if Role.CLIENT in entry.writers else None
        with writing(space, now=NOW) as work:
            if writer is None:
                work.space.role = next(iter(entry.writers & MEMBERS[place]))
            work.add(sample(entry.cls))
    with translation.override(language):
        made = bundle(ada.keyholder, NOW)
    assert amiss(made) == []
    more = len(resources(made)) - 2  # the patient, and what is left out
    assert more >= len(where(kind)) > 0


def test_everything_of_the_demo_s_client_is_sound_and_counted(demo: Demo) -> None:
    ada = demo.person("Ada").keyholder
    made = bundle(ada, NOW)
    assert amiss(made) == []
    kinds = Counter(item.kind for place in places_of(ada) for item in place.items)
    told = of_type(made, "OperationOutcome")[0]["issue"]
    left = sum(int(each["diagnostics"].rpartition(" ")[2]) for each in told if "diagnostics" in each)  # type: ignore
    assert left == sum(n for kind, n in kinds.items() if kind in LEFT_OUT) > 2
    names = {"Questionnaire", "QuestionnaireResponse", "Observation", "CarePlan", "Goal", "Consent", "Appointment"}
    assert names | {"EpisodeOfCare", "Communication", "Flag", "Patient", "Practitioner"} <= {
        str(each["resourceType"]) for each in resources(made)
    }
    first = {"assessments.response": "QuestionnaireResponse", "messaging.message": "Communication"}
    first |= {"care.consent": "Consent", "scheduling.appointment": "Appointment", "plans.goal": "Goal"}
    for kind, resource in first.items():
        assert len(of_type(made, resource)) >= kinds[kind] > 0


def test_a_score_has_the_code_that_its_instrument_has(demo: Demo) -> None:
    made = bundle(demo.person("Ada").keyholder, NOW)
    codes = {
        code["code"]
        for each in of_type(made, "Observation")
        for code in each["code"].get("coding", [])  # type: ignore[attr-defined]
    }
    assert "44261-6" in codes  # PHQ-9, total
    forms = {each["id"]: each for each in of_type(made, "Questionnaire")}
    assert {code["code"] for each in forms.values() for code in each.get("code", [])} >= {"44249-1"}  # type: ignore
    for each in forms.values():
        assert each.get("copyright") or each["title"] == "About you"


@pytest.mark.parametrize("key", sorted(catalogue()), ids=" ".join)
def test_each_questionnaire_of_the_catalogue_can_be_answered_and_taken_along(ada: Person, key: tuple[str, str]) -> None:
    instrument = catalogue()[key]
    answers = [item.lowest for item in instrument.items]
    sheet = OwnResponse(*key, encode(answers), NOW, NOW)
    with writing(own_space(ada.keyholder, SpaceKind.JOURNAL), now=NOW) as work:
        work.add(sheet)
    made = bundle(ada.keyholder, NOW)
    assert amiss(made) == []
    if instrument.goals is None:
        (form,), (response,) = of_type(made, "Questionnaire"), of_type(made, "QuestionnaireResponse")
        assert [each["linkId"] for each in form["item"]] == [item.id for item in instrument.items]  # type: ignore
        assert {each["linkId"] for each in response["item"]} <= {each["linkId"] for each in form["item"]}  # type: ignore
        assert form_of(*key, "en").copyright == in_language(instrument, "en").licence.attribution
    name = in_language(instrument, "en").client.name
    assert name in page(ada.keyholder, NOW) or instrument.goals


def test_a_sheet_of_questions_that_are_not_known_here_goes_along_as_it_is(ada: Person) -> None:
    with writing(own_space(ada.keyholder, SpaceKind.JOURNAL), now=NOW) as work:
        work.add(OwnResponse("phq-9", "of tomorrow", encode([1, 2]), NOW, NOW))
        work.add(OwnResponse("phq-9", "PHQ-9 (US English)", encode([99]), NOW, NOW))
    made = bundle(ada.keyholder, NOW)
    assert amiss(made) == []
    assert len(of_type(made, "Basic")) == 2
    assert "phq-9" in page(ada.keyholder, NOW)


def test_no_name_stands_in_it_unless_it_was_typed_and_then_it_is_kept_nowhere(ada: Person, tom: Person, pair: Pair):
    record_identity(
        keyholder=tom.keyholder, episode=pair.his(), full_name=CANARY, present_address="Irvine", asked=True, now=NOW
    )
    text = json.dumps(bundle(ada.keyholder, NOW))
    for name in (CANARY, "Irvine", '"Ada"', "Tom Vale", ada.profile.handle):
        assert name not in text
    (herself,) = of_type(bundle(ada.keyholder, NOW, typed="Ada Example"), "Patient")
    assert herself["name"] == [{"text": "Ada Example"}]
    assert "Ada Example" not in json.dumps(bundle(ada.keyholder, NOW))


def test_no_id_of_the_database_stands_in_it(demo: Demo) -> None:
    """Attack: a file that is found, beside a copy of the database. Control: the data file does name rows."""
    ada = demo.person("Ada").keyholder
    ids = {str(item.id) for place in places_of(ada) for item in place.items}
    ids |= {str(space) for space in ada.ring.spaces} | {str(ada.account)}
    ids |= {
        str(value) for place in places_of(ada) for item in place.items for value in item.fields.values() if value
    } & {str(item.fields.get(name)) for place in places_of(ada) for item in place.items for name in ("booking", "row")}
    text = json.dumps(bundle(ada, NOW))
    assert len(ids) > 40
    assert [each for each in ids if each in text] == []


def test_the_same_things_have_the_same_names_in_the_next_file_and_others_in_somebody_else_s(
    ada: Person, tom: Person, pair: Pair
) -> None:
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    first, second = (bundle(ada.keyholder, NOW + timedelta(days=day)) for day in (0, 9))
    assert {each["id"] for each in resources(first)} == {each["id"] for each in resources(second)}
    his = {each["id"] for each in resources(bundle(tom.keyholder, NOW))}
    assert not his & {each["id"] for each in resources(first)}


def test_what_only_she_can_open_goes_along_only_when_she_puts_it_in(ada: Person, pair: Pair) -> None:
    sheet = OwnResponse("phq-9", "PHQ-9 (US English)", encode([1] * 10), NOW, NOW)
    with writing(own_space(ada.keyholder, SpaceKind.JOURNAL), now=NOW) as work:
        work.add(sheet)
    assert of_type(bundle(ada.keyholder, NOW, own=False), "QuestionnaireResponse") == []
    assert len(of_type(bundle(ada.keyholder, NOW, own=True), "QuestionnaireResponse")) == 1
    told = json.dumps(of_type(bundle(ada.keyholder, NOW, own=False), "OperationOutcome"))
    assert "Answers for yourself: 1" in told and "you did not put it in" in told


def test_hostile_words_stay_words_in_every_file(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.his(), text=HOSTILE, now=NOW)
    made = bundle(ada.keyholder, NOW)
    assert amiss(made) == []
    (said,) = of_type(made, "Communication")
    assert said["payload"] == [{"contentString": HOSTILE.replace("\x07", "\N{REPLACEMENT CHARACTER}")}]
    shown = page(ada.keyholder, NOW)
    assert "</script>" not in shown and "<b>x" not in shown
    assert shown.count("\n<article") == shown.count("</article>") == 2


def test_a_flag_is_closed_in_it_by_a_person_and_only_then(demo: Demo) -> None:
    (seen,) = of_type(bundle(demo.person("Ada").keyholder, NOW), "Flag")
    assert seen["status"] == "inactive"
    assert {each["type"] for each in references(seen)} == {"Patient"}


def test_what_was_agreed_stands_in_it_while_a_change_waits_and_each_version_replaces_the_one_before(
    ada: Person, pair: Pair
) -> None:
    start = Wording("Sleep", (Step("Walk", NOW), Step("Write down", who=Role.THERAPIST, due=NOW.date())))
    second = replace(start, objectives=(Objective("Five nights", "the diary", "2", "5", NOW.date()),), problem="Noise")
    asked = replace(second, words="Sleep well", interventions=(Intervention("CBT-I", Modality.CBT),))
    waits = Goal(
        **{each.name: getattr(asked, each.name) for each in fields(Wording)},
        agreed=frozenset({Role.CLIENT}),
        by=Role.CLIENT,
        said="Better so",
        versions=(Agreed(NOW - timedelta(days=9), start), Agreed(NOW, second)),
        against=start,
    )
    with writing(pair.hers().space, now=NOW) as work:
        work.add(waits)
    made = bundle(ada.keyholder, NOW)
    assert amiss(made) == []
    (goal,), plans = of_type(made, "Goal"), of_type(made, "CarePlan")
    assert goal["lifecycleStatus"] == "active" and goal["description"] == {"text": "Sleep"}
    assert [(each["detailString"], each["dueDate"]) for each in goal["target"]] == [("5", NOW.date().isoformat())]  # type: ignore
    assert [each["status"] for each in plans] == ["revoked", "active", "draft", "draft"]
    names = [f"urn:uuid:{each['id']}" for each in plans]
    led = [[each["reference"] for each in plan.get("replaces", [])] for plan in plans]  # type: ignore[attr-defined]
    assert led == [[], [names[0]], [names[1]], [names[1]]]
    assert plans[2]["note"] == [{"text": "Better so"}] and plans[2]["title"] == "Sleep well"
    steps = [(each["detail"]["status"], each["detail"]["performer"][0]["type"]) for each in plans[1]["activity"]]  # type: ignore
    assert steps == [("completed", "Patient"), ("not-started", "Practitioner")]


@pytest.mark.parametrize(
    ("close", "life", "plan"), [(Close.REACHED, "completed", "completed"), (Close.SET_ASIDE, "cancelled", "revoked")]
)
def test_a_goal_that_is_worked_on_no_more_says_so_in_it(
    ada: Person, pair: Pair, close: Close, life: str, plan: str
) -> None:
    with writing(pair.hers().space, now=NOW) as work:
        work.add(Goal("Sleep", agreed=BOTH, versions=(Agreed(NOW, Wording("Sleep")),), closed=close, closed_at=NOW))
    made = bundle(ada.keyholder, NOW)
    assert amiss(made) == []
    (goal,), (only,) = of_type(made, "Goal"), of_type(made, "CarePlan")
    assert (goal["lifecycleStatus"], only["status"]) == (life, plan)
    assert ("achievementStatus" in goal) == (close is Close.REACHED)


def test_each_version_of_a_goal_stands_on_the_page_also_two_of_one_day(ada: Person, pair: Pair) -> None:
    versions = tuple(Agreed(NOW, Wording(f"Canary number {number}")) for number in range(3))
    with writing(pair.hers().space, now=NOW) as work:
        work.add(Goal("Canary number 2", agreed=BOTH, versions=versions))
    shown = page(ada.keyholder, NOW)
    assert all(f"Canary number {number}" in shown for number in range(3))
