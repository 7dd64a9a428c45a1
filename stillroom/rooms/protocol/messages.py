"""What may be said over the socket of a room, as frozen values, and their one JSON form.

Nothing is passed on as it came: a frame is decoded, checked and written anew, so an unknown key, a
double key or odd spacing never reaches the other page.
"""

from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from stillroom.rooms.protocol.addresses import names_no_address, relays_only

FRAME_LIMIT = 49_152
"""Bytes of one frame. A first offer with audio, video and data is about 6 kB."""

Mode = Literal["video", "voice", "text"]
Page = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")]
"""128 random bits, base64url: one load of one page. That page was let in, not whoever has the password."""
Call = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")]
"""128 random bits, base64url: one peer connection. Pages ignore what belongs to an older one."""
Sdp = Annotated[str, Meta(min_length=5, max_length=32_768)]
CandidateLine = Annotated[str, Meta(min_length=10, max_length=512)]


class ProtocolError(Exception):
    """A frame that no page of ours sends. The socket is closed; what was said is not repeated anywhere."""


class Message(Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of all messages: immutable, named by `type`, without unknown fields."""


class Ping(Message, frozen=True, tag="ping"):
    """Is the socket still there?"""


class Knock(Message, frozen=True, tag="knock"):
    """The client waits at the door."""

    page: Page
    mode: Mode


class Admit(Message, frozen=True, tag="admit"):
    """The therapist lets in the page that knocked."""

    page: Page


class Ready(Message, frozen=True, tag="ready"):
    """The client has been let in, and has this call already or none."""

    call: Call | None


class Offer(Message, frozen=True, tag="offer"):
    call: Call
    sdp: Sdp


class Answer(Message, frozen=True, tag="answer"):
    call: Call
    sdp: Sdp


class Candidate(Message, frozen=True, tag="candidate"):
    call: Call
    candidate: CandidateLine
    mid: Annotated[str, Meta(pattern=r"^[A-Za-z0-9]{1,16}\Z")]


class Restart(Message, frozen=True, tag="restart"):
    """The client asks for new paths; only the therapist's page restarts ICE."""

    call: Call


class AskRelay(Message, frozen=True, tag="relay?"):
    """Fresh credentials for the relay, please."""


class Bye(Message, frozen=True, tag="bye"):
    """Left on purpose."""


Inbound = Ping | Knock | Admit | Ready | Offer | Answer | Candidate | Restart | AskRelay | Bye


class Pong(Message, frozen=True, tag="pong"):
    pass


class Here(Message, frozen=True, tag="here"):
    """To a client who waits: whether the therapist has the room open."""

    therapist: bool


class Waiting(Message, frozen=True, tag="waiting"):
    """To the therapist: somebody has knocked."""

    page: Page
    mode: Mode


class Gone(Message, frozen=True, tag="gone"):
    """To the therapist: the client's socket has closed. Media may go on."""


class Admitted(Message, frozen=True, tag="admitted"):
    pass


class GiveRelay(Message, frozen=True, tag="give-relay"):
    """Whoever carries messages mints credentials here and sends `RelayAccess` instead."""


class RelayAccess(Message, frozen=True, tag="relay"):
    """Relay and credentials, for `RTCPeerConnection.setConfiguration`. No urls: there is no relay."""

    urls: tuple[str, ...]
    username: str
    credential: str


class Replaced(Message, frozen=True, tag="replaced"):
    """The same person has opened the room elsewhere; this socket is closed."""


Outbound = (
    Pong
    | Here
    | Waiting
    | Gone
    | Admitted
    | GiveRelay
    | RelayAccess
    | Replaced
    | Ready
    | Offer
    | Answer
    | Candidate
    | Restart
    | Bye
)

INBOUND_TYPES: tuple[type[Message], ...] = get_args(Inbound)

_decoder: msgspec.json.Decoder[Inbound] = msgspec.json.Decoder(Inbound, strict=True)
_encoder = msgspec.json.Encoder()


def parse(frame: str) -> Inbound:
    """The message in this text frame. Raises `ProtocolError` for anything else, naming none of it."""
    # Characters are at least one byte each: the cheap test comes before any copy of a huge frame.
    if len(frame) > FRAME_LIMIT:
        raise ProtocolError("too long")
    try:
        message = _decoder.decode(frame)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        raise ProtocolError("not a message") from None
    if isinstance(message, Offer | Answer) and not names_no_address(message.sdp):
        raise ProtocolError("an address in a description")
    if isinstance(message, Candidate) and not relays_only(message.candidate):
        raise ProtocolError("not a relay candidate")
    return message


def write(message: Outbound) -> str:
    """The JSON text of a message."""
    return _encoder.encode(message).decode()
