"""The relay of this process: one that the practice runs elsewhere, or a coturn of our own.

There may be none. Then no call can be made, and the room says so; there is no way around the relay.
"""

from pathlib import Path

from stillroom.rooms import coturn
from stillroom.rooms.turn import Relay

_current: Relay | None = None
_own: coturn.Coturn | None = None


def current() -> Relay | None:
    """The relay that calls go through, or None: live calls are not possible."""
    return _current


def use(relay: Relay | None) -> None:
    """Take this relay, which somebody else runs."""
    global _current
    _current = relay


def start_own(directory: Path, secret: str) -> Relay | None:
    """Start coturn on this computer for browsers on this computer. None if it is not installed.

    `directory` lies on RAM: it will hold the secret. Raises `coturn.CannotStart`.
    """
    global _own
    program = coturn.installed()
    if program is None:
        return None
    running = coturn.left_running(directory)
    port = (running and coturn.port_in(directory)) or coturn.free_port()
    node = coturn.Node(address="127.0.0.1", port=port, secret=secret)
    _own = coturn.start(program, node, directory)
    use(node.relay)
    return node.relay


def stop_own() -> None:
    """Stop the coturn that `start_own` started, if it did."""
    global _own
    if _own is not None:
        _own.stop()
        _own = None
        use(None)
