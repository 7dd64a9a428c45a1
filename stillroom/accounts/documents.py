"""The sealed profile: what an account remembers of its person, opened with each request."""

from dataclasses import dataclass

from stillroom.vault.documents import Role


@dataclass(frozen=True, slots=True)
class Profile:
    """`called` is the name used everywhere, in any script; `zone` an IANA name; `handle` the sign-in name.

    `shared_phone` asks for the short locks of U14; `words` says whether the passphrase is words or digits.
    """

    handle: str
    called: str
    role: Role
    zone: str
    pronouns: str = ""
    shared_phone: bool = True
    language: str = "en"
    has_sheet: bool = False
