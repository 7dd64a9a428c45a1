"""What a note seldom needs; from PLACE on, what can lead to somebody where no name stands."""

from enum import StrEnum


class Kind(StrEnum):
    WORK = "work"
    NAME = "name"
    LAW = "law"
    PAPERS = "papers"
    PLACE = "place"
    DAY = "day"
    NUMBER = "number"
    TRACE = "trace"
