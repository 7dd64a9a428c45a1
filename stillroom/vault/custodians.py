"""The records custodian: who, besides the members, could open a care space (pv1 section 9).

None is chosen yet in any practice; what matters today is that nobody can slip one in.
"""

from django.conf import settings


def accepted_custodian(fingerprint: bytes) -> bool:
    """Whether a roster's custodian is nobody, or one whom this practice's own settings name."""
    return fingerprint == b"" or fingerprint.hex() in settings.CUSTODIANS
