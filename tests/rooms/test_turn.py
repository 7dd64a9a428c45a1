"""Credentials for the relay."""

from datetime import UTC, datetime, timedelta

from stillroom.rooms.turn import LIFETIME, Relay, access, new_ticket

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def test_credentials_name_their_end_and_nobody() -> None:
    given = access(Relay("relay.example", 3478, "north"), ticket="t" * 22, now=NOW)
    assert given.username == f"{int((NOW + LIFETIME).timestamp())}:{'t' * 22}"
    # printf '1767615000:tttttttttttttttttttttt' | openssl dgst -sha1 -hmac north -binary | base64
    assert given.credential == "hcQWlcg7ME2nMZHAIDy8yCcV7Vg="


def test_another_secret_or_another_time_gives_other_credentials() -> None:
    given = {
        access(Relay("relay.example", 3478, secret), ticket="t", now=now).credential
        for secret in ("north", "south")
        for now in (NOW, NOW + timedelta(seconds=1))
    }
    assert len(given) == 4


def test_tickets_are_long_and_never_the_same() -> None:
    tickets = {new_ticket() for _ in range(100)}
    assert len(tickets) == 100
    assert all(len(ticket) == 22 for ticket in tickets)


def test_a_relay_is_offered_over_udp_then_tcp_then_tls() -> None:
    assert Relay("relay.example", 3478, "s", 443).urls == (
        "turn:relay.example:3478?transport=udp",
        "turn:relay.example:3478?transport=tcp",
        "turns:relay.example:443?transport=tcp",
    )
    assert Relay("127.0.0.1", 3478, "s").urls == (
        "turn:127.0.0.1:3478?transport=udp",
        "turn:127.0.0.1:3478?transport=tcp",
    )
