"""A therapist's desk: the people in their care, and the file of one of them."""

from stillroom.desk.queries.caseload import Caseload, caseload
from stillroom.desk.queries.file import Brief, brief_of
from stillroom.desk.queries.today import TherapistToday, therapist_today

__all__ = ["Brief", "Caseload", "TherapistToday", "brief_of", "caseload", "therapist_today"]
