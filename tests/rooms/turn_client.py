"""A TURN client just large enough to ask coturn for what it must grant or refuse (RFC 8489, RFC 8656)."""

import hashlib
import hmac
import os
import socket
import struct
import zlib
from dataclasses import dataclass

COOKIE = 0x2112A442
ALLOCATE, PERMISSION, SEND, DATA, SUCCESS = 0x0003, 0x0008, 0x0016, 0x0017, 0x0100
USERNAME, INTEGRITY, ERROR, PEER, PAYLOAD = 0x0006, 0x0008, 0x0009, 0x0012, 0x0013
REALM, NONCE, RELAYED, TRANSPORT, FINGERPRINT = 0x0014, 0x0015, 0x0016, 0x0019, 0x8028
UDP, TCP = 17, 6


@dataclass(frozen=True, slots=True)
class Answer:
    kind: int
    attributes: dict[int, bytes]

    @property
    def error(self) -> int | None:
        """The STUN error code, or None."""
        value = self.attributes.get(ERROR)
        return value[2] * 100 + value[3] if value else None

    @property
    def relayed(self) -> tuple[str, int]:
        return unxor(self.attributes[RELAYED])


def xor(address: tuple[str, int]) -> bytes:
    number = struct.unpack("!I", socket.inet_aton(address[0]))[0]
    return struct.pack("!BBHI", 0, 1, address[1] ^ (COOKIE >> 16), number ^ COOKIE)


def unxor(value: bytes) -> tuple[str, int]:
    _, _, port, number = struct.unpack("!BBHI", value[:8])
    return socket.inet_ntoa(struct.pack("!I", number ^ COOKIE)), port ^ (COOKIE >> 16)


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + b"\0" * (-len(value) % 4)


def header(kind: int, length: int, transaction: bytes) -> bytes:
    return struct.pack("!HHI", kind, length, COOKIE) + transaction


def read(packet: bytes) -> Answer:
    attributes: dict[int, bytes] = {}
    at = 20
    while at < len(packet):
        kind, length = struct.unpack("!HH", packet[at : at + 4])
        attributes.setdefault(kind, packet[at + 4 : at + 4 + length])
        at += 4 + length + (-length % 4)
    return Answer(struct.unpack("!H", packet[:2])[0], attributes)


class TurnClient:
    """One UDP socket towards the relay, with the credentials it was given."""

    def __init__(self, server: tuple[str, int], username: str, credential: str) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(3)
        self.socket.connect(server)
        self.username = username.encode()
        self.credential = credential
        self.realm = self.nonce = b""

    def close(self) -> None:
        self.socket.close()

    def ask(self, kind: int, *attributes: bytes) -> Answer:
        """Send, once more with the nonce of a 401 or 438, and return the answer."""
        answer = self._exchange(kind, b"".join(attributes))
        if answer.error in (401, 438) and NONCE in answer.attributes:
            self.realm, self.nonce = answer.attributes[REALM], answer.attributes[NONCE]
            answer = self._exchange(kind, b"".join(attributes))
        return answer

    def allocate(self, transport: int = UDP) -> Answer:
        return self.ask(ALLOCATE, attribute(TRANSPORT, struct.pack("!BBH", transport, 0, 0)))

    def permit(self, address: str) -> Answer:
        return self.ask(PERMISSION, attribute(PEER, xor((address, 0))))

    def send(self, peer: tuple[str, int], data: bytes) -> None:
        body = attribute(PEER, xor(peer)) + attribute(PAYLOAD, data)
        self.socket.send(header(SEND, len(body), os.urandom(12)) + body)

    def receive(self) -> bytes:
        """The data of the next indication."""
        while True:
            answer = read(self.socket.recv(2000))
            if answer.kind == DATA:
                return answer.attributes[PAYLOAD]

    def _exchange(self, kind: int, body: bytes) -> Answer:
        transaction = os.urandom(12)
        if self.nonce:
            body += attribute(USERNAME, self.username)
            body += attribute(REALM, self.realm) + attribute(NONCE, self.nonce)
            secret = b":".join((self.username, self.realm, self.credential.encode()))
            key = hashlib.md5(secret).digest()
            mac = hmac.new(key, header(kind, len(body) + 24, transaction) + body, hashlib.sha1)
            body += attribute(INTEGRITY, mac.digest())
        sum_ = zlib.crc32(header(kind, len(body) + 8, transaction) + body) ^ 0x5354554E
        packet = header(kind, len(body) + 8, transaction) + body
        self.socket.send(packet + attribute(FINGERPRINT, struct.pack("!I", sum_)))
        while True:
            answer = self.socket.recv(2000)
            if answer[8:20] == transaction:
                return read(answer)
