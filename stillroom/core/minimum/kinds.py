"""What a note seldom needs."""

from enum import StrEnum


class Kind(StrEnum):
    WORK = "work"
    NAME = "name"
    LAW = "law"
    PAPERS = "papers"
