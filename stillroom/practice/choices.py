"""What a therapist can choose from in a profile: codes that are stored, with the words people read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Names = Mapping[str, Promise]

# Types of licence that a practice file may name; the practice's boards say which of them it can check.
LICENCES: Names = MappingProxyType(
    {
        "LMFT": _("Licensed marriage and family therapist (LMFT)"),
        "LCSW": _("Licensed clinical social worker (LCSW)"),
        "LPCC": _("Licensed professional clinical counselor (LPCC)"),
        "LEP": _("Licensed educational psychologist (LEP)"),
        "PSY": _("Psychologist, PhD or PsyD (PSY)"),
    }
)
SPECIALITIES: Names = MappingProxyType(
    {
        "work": _("Sex work: stress, stigma, double lives"),
        "trauma": _("Trauma and what it leaves"),
        "violence": _("Violence, at work or at home"),
        "anxiety": _("Anxiety and panic"),
        "depression": _("Low mood and depression"),
        "suicidality": _("Thoughts of ending your life"),
        "sleep": _("Sleep and nightmares"),
        "substances": _("Drugs and drink, with or without stopping"),
        "relationships": _("Partners, family, telling or not telling"),
        "gender": _("Gender and being trans"),
        "queer": _("Being lesbian, gay, bi or queer"),
        "racism": _("Racism and being seen as other"),
        "migration": _("Migration and living between places"),
        "money": _("Money worries"),
        "grief": _("Loss and grief"),
        "parenting": _("Being a parent"),
        "change": _("Changing work, or staying in it"),
        "neurodivergence": _("ADHD and autism"),
        "pain": _("Illness and long pain"),
    }
)
APPROACHES: Names = MappingProxyType(
    {
        "cbt": _("Cognitive behavioral therapy (CBT)"),
        "dbt": _("Dialectical behavior therapy (DBT)"),
        "emdr": _("EMDR"),
        "trauma-focused": _("Trauma-focused therapy"),
        "act": _("Acceptance and commitment therapy (ACT)"),
        "person-centred": _("Person-centered therapy"),
        "psychodynamic": _("Psychodynamic therapy"),
        "narrative": _("Narrative therapy"),
        "somatic": _("Body-based therapy"),
        "systemic": _("Couples and family therapy"),
        "mi": _("Motivational interviewing"),
        "harm-reduction": _("Harm reduction"),
        "solution-focused": _("Solution-focused therapy"),
    }
)
LANGUAGES: Names = MappingProxyType(
    {
        "en": _("English"),
        "es": _("Spanish"),
        "zh": _("Chinese"),
        "tl": _("Tagalog"),
        "vi": _("Vietnamese"),
        "ko": _("Korean"),
        "th": _("Thai"),
        "hy": _("Armenian"),
        "fa": _("Persian"),
        "ar": _("Arabic"),
        "ru": _("Russian"),
        "uk": _("Ukrainian"),
        "ro": _("Romanian"),
        "pt": _("Portuguese"),
        "fr": _("French"),
        "de": _("German"),
        "pa": _("Punjabi"),
        "hi": _("Hindi"),
        "ja": _("Japanese"),
        "ase": _("American Sign Language"),
    }
)
# What somebody says of who they are, if they choose to: for whoever can speak more freely with one of their own.
LIVED: Names = MappingProxyType(
    {
        "worked": _("I have done this work myself"),
        "woman": _("I am a woman"),
        "man": _("I am a man"),
        "nonbinary": _("I am nonbinary"),
        "trans": _("I am trans"),
        "queer": _("I am lesbian, gay, bi or queer"),
        "color": _("I am a person of color"),
        "migrant": _("I came here from another country"),
        "disabled": _("I live with a disability"),
    }
)
MEDIA: Names = MappingProxyType({"video": _("Video"), "voice": _("Voice only"), "text": _("Writing, live")})

# What a steward makes sure of before a profile is published: each is ticked by hand.
CHECKS: Names = MappingProxyType(
    {
        "register": _("I looked this license up in the board's own register: it is active, with no limits on it."),
        "same": _("Name, number, state and last day are the same there as here."),
        "person": _("I spoke with this person, and they are who the register names."),
        "key": _("They read their key's mark to me, and it is the one on this page."),
        "insurance": _("They have insurance for work by video, and I saw the paper."),
    }
)


def words(names: Names, codes: Iterable[str]) -> tuple[str, ...]:
    """The words for `codes`, in the order of `names`; a code that is no longer offered is left out."""
    chosen = set(codes)
    return tuple(str(name) for code, name in names.items() if code in chosen)
