"""Hours, times between two people, moving and cancelling them, and the end."""

from stillroom.scheduling.views.choosing import choice_of as choice_of
