from stillroom.core.sealing.audit import FIRST_LINK, anchor, link
from tests.core.sealing.vectors import ACCOUNT, SPACE


def chain(*entries: bytes) -> bytes:
    last = FIRST_LINK
    for seq, entry in enumerate(entries, start=1):
        last = link(last, SPACE, seq, entry)
    return last


def test_a_chain_shows_each_entry_and_their_order() -> None:
    chains = {chain(b"one", b"two"), chain(b"two", b"one"), chain(b"one"), chain(b"one", b"three"), chain()}
    assert len(chains) == 5


def test_a_link_is_bound_to_its_space_and_place() -> None:
    links = {link(FIRST_LINK, SPACE, 1, b"e"), link(FIRST_LINK, ACCOUNT, 1, b"e"), link(FIRST_LINK, SPACE, 2, b"e")}
    assert len(links) == 3


def test_an_anchor_is_not_the_link_itself() -> None:
    assert anchor(chain(b"one")) != chain(b"one")
    assert anchor(chain(b"one")) != anchor(chain(b"two"))
    assert len(anchor(FIRST_LINK)) == 32
