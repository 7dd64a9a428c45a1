"""What one of the cast meets at a route, and short ways to say it for several of them."""

from collections.abc import Mapping
from dataclasses import dataclass

CAST = ("Eve", "Ada", "Tom", "Iris", "Max")


@dataclass(frozen=True, slots=True)
class Answer:
    """`h1` of a page; `to`: the route that a redirect leads to."""

    status: int
    h1: str = ""
    to: str = ""
    is_file: bool = False

    @property
    def is_page(self) -> bool:
        return self.status == 200 and bool(self.h1)


Said = str | Answer
Answers = Mapping[str, Answer]

NOTHING = Answer(404)  # byte for byte the 404 of an address that never was
REFUSED = Answer(405)  # this page is not asked in this way
SAVED = Answer(204)
PART = Answer(200)  # a piece of a page, fetched by a script


def to(route: str, status: int = 302) -> Answer:
    return Answer(status, to=route)


def amiss(h1: str) -> Answer:
    """The page again, with what is missing."""
    return Answer(422, h1)


def file(h1: str = "") -> Answer:
    """Something to keep: it is not shown but saved."""
    return Answer(200, h1, is_file=True)


def _answer(said: Said) -> Answer:
    return Answer(200, said) if isinstance(said, str) else said


def everyone(said: Said) -> Answers:
    return dict.fromkeys(CAST, _answer(said))


def only(rest: Said = NOTHING, **said: Said) -> Answers:
    """By first name; everybody else gets `rest`."""
    return {**everyone(rest), **{name.title(): _answer(each) for name, each in said.items()}}


def signed_in(said: Said) -> Answers:
    return only(rest=said, eve=NOTHING)


def client(said: Said) -> Answers:
    return only(ada=said)


def both(ada: Said, tom: Said) -> Answers:
    """The two of one episode."""
    return only(ada=ada, tom=tom)


def all_three(said: Said) -> Answers:
    """Ada, Tom, and Iris, who stands in."""
    return only(ada=said, tom=said, iris=said)


def therapists(said: Said) -> Answers:
    return only(tom=said, iris=said)


def steward(said: Said) -> Answers:
    return only(max=said)


def refused(*names: str) -> Answers:
    """405 for those who may come this far, whatever the ids say; 404 for the rest."""
    return only(**dict.fromkeys(names, REFUSED))


PAIR = refused("ada", "tom", "iris")  # clients and therapists
CLIENT = refused("ada")
THERAPISTS = refused("tom", "iris")
STEWARD = refused("max")
SIGNED_IN = signed_in(REFUSED)
ALL = everyone(REFUSED)
