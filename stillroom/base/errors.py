"""The two answers a room may give instead of doing what was asked.

Anything else that is raised is a bug and becomes a page that prints no values.
"""


class Hidden(Exception):
    """Not there for this person. The same 404 whether it exists or not."""


class Refused(Exception):
    """Not done, for a reason the person can read. `str(error)` is a sentence that says what is still possible."""
