"""The page that lists what is kept, in plain words."""

from django.urls import reverse

from stillroom.accounts.actions import save_draft
from stillroom.care.actions import record_identity
from stillroom.care.documents import State
from stillroom.messaging.actions import send_message
from stillroom.privacy.queries import Place, holdings_of
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import links, words

CANARY = "Kanarienvogel-a1c9"


def seen(person: Person) -> str:
    answer = person.browser().get(reverse("privacy:mine"))
    assert answer.status_code == 200
    return words(answer)


def shared(person: Person, pair: Pair) -> Place:
    return next(place for place in holdings_of(person.keyholder).places if place.id == pair.space)


def test_somebody_new_has_a_place_of_their_own_with_nothing_in_it(ada: Person) -> None:
    said = seen(ada)
    assert "Sign-in name ada-otter-lamp Called Ada Your clock Los Angeles" in said
    assert "Yours alone Only you can open this. Nothing in it yet." in said


def test_each_place_says_who_can_open_it_and_how_much_of_what_is_in_it(ada: Person, pair: Pair) -> None:
    for _ in range(3):
        send_message(episode=pair.hers(), text=CANARY, now=NOW)
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": CANARY}, now=NOW)
    said = seen(ada)
    assert "Tom Vale You and one other person can open this." in said
    assert "Message: 3" in said
    assert "Something you began to write: 1" in said
    assert CANARY not in said


def test_an_identity_card_is_a_place_only_once_something_stands_on_it(ada: Person, tom: Person, pair: Pair) -> None:
    assert "name and place" not in seen(ada)
    record_identity(
        keyholder=tom.keyholder,
        episode=pair.his(),
        full_name="Ada Example",
        present_address="Irvine",
        asked=True,
        now=NOW,
    )
    assert "Tom Vale: name and place" in seen(ada)
    assert "Ada Example" not in seen(ada)


def test_what_is_listed_comes_in_its_order_with_its_author(ada: Person, tom: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="first", now=NOW)
    send_message(episode=pair.his(), text="second", now=NOW.replace(hour=19))
    place = shared(ada, pair)
    assert [(item.fields.get("text"), item.author) for item in place.items if item.kind == "messaging.message"] == [
        ("first", "client"),
        ("second", "therapist"),
    ]
    assert (place.alone, place.members, place.label) == (False, ("client", "therapist"), "Tom Vale")
    (episode,) = (item for item in place.items if item.kind == "care.episode")
    assert episode.fields["state"] == State.ACTIVE


def test_a_client_is_shown_the_way_to_erase_and_who_keeps_records_is_not(
    ada: Person, tom: Person, max_: Person
) -> None:
    assert reverse("privacy:erase") in links(ada.browser().get(reverse("privacy:mine")))
    for person in (tom, max_):
        page = person.browser().get(reverse("privacy:mine"))
        assert reverse("privacy:erase") not in links(page)
        assert "Hand them over first" in words(page)
