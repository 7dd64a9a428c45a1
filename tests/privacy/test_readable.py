"""What somebody takes along reads as words, by their own clock."""

from stillroom.privacy.readable import readable

LOS_ANGELES = "America/Los_Angeles"
ID = "5106dd08-af03-4657-9b9b-ff4256742b8a"


def test_instants_stand_in_the_clock_of_the_person():
    assert readable({"done_at": "2026-11-24T02:00:00.5Z"}, LOS_ANGELES) == {
        "done at": "Monday 23 November 2026, 18:00 (Los Angeles)"
    }


def test_lists_and_what_lies_inside_them_read_as_words_too():
    steps = ({"words": "Say no once", "done_at": None}, {"words": "Sleep", "shared_phone": True})
    assert readable({"steps": steps, "value": 6}, LOS_ANGELES) == {
        "steps": [{"words": "Say no once"}, {"words": "Sleep", "shared phone": "yes"}],
        "value": "6",
    }


def test_what_is_empty_or_only_for_machines_is_left_out():
    fields = {"id": ID, "sha256": "a" * 64, "seen": {ID: 2}, "pronouns": "", "ended": None, "shared": (), "off": False}
    assert readable(fields, LOS_ANGELES) == {"off": "no"}


def test_words_that_somebody_wrote_stay_as_they_are():
    words = f"On 2026-11-24T02:00:00Z I wrote {ID}.\nThen I slept."
    assert readable({"text": words}, LOS_ANGELES) == {"text": words}
