"""Which kind of document becomes what in a file for other software.

A kind that somebody with an account of their own can read, and that has neither a line here nor a reason in
`reasons.LEFT_OUT`, stops a test: whoever adds a kind says here what it is elsewhere, and `in_its_words` will do.
"""

from collections.abc import Mapping
from types import MappingProxyType

from stillroom.privacy.making import care, measures, plans, standing, work
from stillroom.privacy.making.found import Maker

MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "assessments.battery": measures.suggested,
        "assessments.check_in": work.in_its_words,
        "assessments.opening": measures.opened,
        "assessments.own": measures.sheet,
        "assessments.response": measures.sheet,
        "assessments.talk": measures.talk,
        "care.brought": standing.brought,
        "care.consent": care.consented,
        "care.consent_refused": care.refused,
        "care.covering": standing.standing_in,
        "care.covering_message": standing.message_among_three,
        "care.covering_word": standing.about_standing_in,
        "care.ending": care.ending,
        "care.episode": care.episode,
        "care.transfer": standing.transfer,
        "emdr.after": work.in_its_words,
        "emdr.body": work.in_its_words,
        "emdr.readiness": work.in_its_words,
        "emdr.session": work.in_its_words,
        "emdr.target": work.in_its_words,
        "intake.formulation": measures.understood,
        "intake.shared": measures.told_about_yourself,
        "intake.sheet": measures.about_yourself,
        "messaging.message": work.message,
        "notes.shown": work.shown_note,
        "notes.shown_before": work.in_its_words,
        "plans.goal": plans.goal_with_steps,
        "plans.review": plans.review,
        "safety.acknowledgement": work.looked_at,
        "safety.flag": work.raised,
        "safety.handed": work.in_its_words,
        "safety.lent_flag": work.lent,
        "safety.lent_seen": work.lent_looked_at,
        "safety.level": work.in_its_words,
        "safety.on_call_did": work.in_its_words,
        "safety.reach": work.in_its_words,
        "safety.reach_copy": work.in_its_words,
        "safecalls.plan": work.in_its_words,
        "scheduling.appointment": care.meeting,
        "toolkit.entry": work.in_its_words,
        "toolkit.favourites": work.in_its_words,
        "toolkit.opened": work.in_its_words,
        "toolkit.shared": work.in_its_words,
    }
)
