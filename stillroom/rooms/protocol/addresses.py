"""No network address of a person passes through signalling: only the relay's own.

A browser that forgets its relay-only policy, or a page that was tampered with, would tell the other
side where somebody is. So an address travels in one place only, a candidate of type `relay`, and an
SDP text (RFC 8866) that holds any address or candidate is refused.
"""

import ipaddress
import re

_CANDIDATE = re.compile(
    r"candidate:[A-Za-z0-9+/]{1,32} [12] (?:udp|UDP) [0-9]{1,10}"
    r" (?P<address>[0-9.]{7,15}) [0-9]{1,5} typ relay"
    r"(?: raddr (?P<related>[0-9a-fA-F.:]{2,39}) rport (?P<port>[0-9]{1,5}))?"
    r"(?: generation [0-9]{1,5})?(?: ufrag [A-Za-z0-9+/]{4,256})?"
)
_SDP_LINE = re.compile(r"[a-z]=[\x20-\x7e]{1,2000}")
_CONNECTION = re.compile(r"IN IP[46] (\S+)")
_IPV4 = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])")
_NOWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - said by browsers for "no address"
_ORIGINS = _NOWHERE | {"127.0.0.1", "::1"}
_ADDRESS_ATTRIBUTES = ("a=candidate", "a=remote-candidates", "a=end-of-candidates")


def relays_only(candidate: str) -> bool:
    """Whether this ICE candidate (RFC 8839 section 5.1) tells the relay's IPv4 address and nothing else.

    `raddr` would be the person's own address, so it must be `0.0.0.0` or `::` with port 0. Extensions
    such as `network-cost` (mobile or not) are refused too.
    """
    parts = _CANDIDATE.fullmatch(candidate)
    if parts is None:
        return False
    try:
        address = ipaddress.IPv4Address(parts["address"])
    except ValueError:
        return False
    if address.is_unspecified or address.is_multicast:
        return False
    return parts["related"] is None or (parts["related"] in _NOWHERE and int(parts["port"]) in (0, 9))


def names_no_address(sdp: str) -> bool:
    """Whether this SDP text is well formed and holds no candidate and no address but "none".

    The `o=` line may say loopback, which is what browsers write there instead of an address (RFC 9429
    section 5.2.1).
    """
    if not sdp.startswith("v=0\r\n") or not sdp.endswith("\r\n"):
        return False
    return all(_clean(line) for line in sdp[:-2].split("\r\n"))


def _clean(line: str) -> bool:
    if not _SDP_LINE.fullmatch(line) or line.startswith(_ADDRESS_ATTRIBUTES):
        return False
    allowed = _ORIGINS if line.startswith("o=") else _NOWHERE
    return all(address in allowed for address in _CONNECTION.findall(line) + _IPV4.findall(line))
