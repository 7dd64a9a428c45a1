"""Signalling never tells where anybody is."""

import pytest

from stillroom.rooms.protocol.addresses import names_no_address, relays_only

RELAY = "candidate:1 1 udp 41885439 203.0.113.7 50010 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag aB1+"


@pytest.mark.parametrize(
    "candidate",
    [
        RELAY,
        "candidate:1 1 UDP 41885439 203.0.113.7 50010 typ relay raddr :: rport 9",
        "candidate:1 1 udp 41885439 203.0.113.7 50010 typ relay",
    ],
)
def test_the_relays_own_address_may_pass(candidate: str) -> None:
    assert relays_only(candidate)


@pytest.mark.parametrize(
    "candidate",
    [
        RELAY.replace("typ relay", "typ host"),
        RELAY.replace("typ relay", "typ srflx"),
        RELAY.replace("raddr 0.0.0.0", "raddr 198.51.100.4"),
        RELAY.replace("raddr 0.0.0.0 rport 0", "raddr 2001:db8::4 rport 0"),
        RELAY.replace("rport 0", "rport 51000"),
        RELAY.replace("203.0.113.7", "0.0.0.0"),
        RELAY.replace("203.0.113.7", "999.1.1.1"),
        RELAY.replace("203.0.113.7", "224.0.0.1"),
        RELAY.replace("203.0.113.7", "2001:db8::4"),
        RELAY.replace("203.0.113.7", "b2a1.local"),
        RELAY.replace(" udp ", " tcp "),
        RELAY + " network-cost 10",
        RELAY + "\r\na=candidate:2 1 udp 1 198.51.100.4 5000 typ host",
        RELAY + "\n",
        "a=" + RELAY,
        "",
    ],
)
def test_anything_else_is_refused(candidate: str) -> None:
    assert not relays_only(candidate)


SDP = (
    "v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n"
    "a=ice-ufrag:aB1+\r\na=fingerprint:sha-256 AB:CD\r\na=setup:actpass\r\na=mid:0\r\n"
)


def test_a_description_without_addresses_may_pass() -> None:
    assert names_no_address(SDP)
    assert names_no_address(SDP.replace("c=IN IP4 0.0.0.0", "c=IN IP6 ::"))


@pytest.mark.parametrize(
    "sdp",
    [
        SDP.replace("c=IN IP4 0.0.0.0", "c=IN IP4 198.51.100.4"),
        SDP.replace("c=IN IP4 0.0.0.0", "c=IN IP4 127.0.0.1"),
        SDP.replace("c=IN IP4 0.0.0.0", "c=IN IP6 2001:db8::4"),
        SDP.replace("c=IN IP4 0.0.0.0", "c=IN IP4 home.example"),
        SDP.replace("127.0.0.1", "198.51.100.4"),
        SDP.replace("127.0.0.1", "laptop.local"),
        SDP + "a=rtcp:50010 IN IP4 198.51.100.4\r\n",
        SDP + "a=" + RELAY + "\r\n",
        SDP + "a=remote-candidates:1 198.51.100.4 4000\r\n",
        SDP + "a=x-here:198.51.100.4\r\n",
        SDP.replace("\r\n", "\n"),
        SDP + "a=caf\u00e9\r\n",
        SDP + "\r\n",
        SDP.removesuffix("\r\n"),
        SDP.removeprefix("v=0\r\n"),
    ],
)
def test_a_description_with_an_address_or_out_of_form_is_refused(sdp: str) -> None:
    assert not names_no_address(sdp)
