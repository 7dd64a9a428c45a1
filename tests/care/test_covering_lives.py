"""What becomes of standing in when one of the three erases or renews everything."""

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions.covering import write_among_three
from stillroom.care.queries.covering import covering_messages, covering_of
from stillroom.privacy.actions import erase_everything
from stillroom.vault.documents import Role
from stillroom.vault.rekeys import take_new_keys
from stillroom.vault.renewals import renew_everything
from stillroom.vault.spaces import open_space
from tests.care.three import Three
from tests.cast import CHEAP, NOW

WORDS = "ferry mango amber otter lamp quiet"


@pytest.mark.django_db(transaction=True)  # erasing empties the write-ahead log, outside any transaction
def test_when_the_client_erases_the_colleague_is_out_and_the_therapist_keeps_what_was_written(three: Three):
    space = three.both_in()
    found = three.seen_by(three.ada, space)
    write_among_three(keyholder=three.ada.keyholder, found=found, text="Hello.", record=None, now=NOW)
    erase_everything(keyholder=three.ada.keyholder, role=Role.CLIENT, now=NOW)
    with pytest.raises(Hidden):
        open_space(three.iris.keyholder, space)
    take_new_keys(three.tom.keyholder, NOW)
    his = three.seen_by(three.tom, space)
    assert [m.document.text for m in covering_messages(three.tom.keyholder, his)] == ["Hello."]


@pytest.mark.parametrize("who", ["ada", "tom", "iris"])
def test_after_somebody_renewed_everything_the_three_still_read_each_other(three: Three, who: str):
    space = three.both_in()
    for name in ("ada", "tom", "iris"):
        person = getattr(three, name)
        found = three.seen_by(person, space)
        write_among_three(keyholder=person.keyholder, found=found, text=name, record=None, now=NOW)
    renewed = renew_everything(
        keyholder=getattr(three, who).keyholder, passphrase=WORDS, now=NOW, cost=CHEAP
    ).unlocked.keyholder
    people = {"ada": three.ada.keyholder, "tom": three.tom.keyholder, "iris": three.iris.keyholder} | {who: renewed}
    for keyholder in people.values():
        take_new_keys(keyholder, NOW)
        found = covering_of(keyholder, space, NOW)
        said = {(found.name_of(m.role), m.document.text) for m in covering_messages(keyholder, found)}
        assert said == {("Ada", "ada"), ("Tom Vale", "tom"), ("Iris Reed", "iris")}
