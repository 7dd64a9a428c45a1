import assert from "node:assert/strict";
import { test } from "node:test";

import { fingerprintOf, relayOnly, withoutAddresses } from "../../stillroom/static/js/lib/room-sdp.js";

const RELAY = "candidate:1 1 udp 41885439 203.0.113.7 50010 typ relay raddr 198.51.100.4 rport 51000 generation 0 ufrag aB1+ network-id 1 network-cost 50";

test("a relay candidate leaves without the person's address and network", () => {
  assert.equal(relayOnly(RELAY), "candidate:1 1 udp 41885439 203.0.113.7 50010 typ relay raddr 0.0.0.0 rport 0 ufrag aB1+");
});

test("no other candidate leaves", () => {
  for (const type of ["host", "srflx", "prflx"]) assert.equal(relayOnly(RELAY.replace("typ relay", `typ ${type}`)), null);
  assert.equal(relayOnly(RELAY.replace("203.0.113.7", "2001:db8::7")), null);
  assert.equal(relayOnly(RELAY.replace("203.0.113.7", "abc.local")), null);
  assert.equal(relayOnly(RELAY.replace(" udp ", " tcp ")), null);
  assert.equal(relayOnly(""), null);
  assert.equal(relayOnly(null), null);
});

const SDP = [
  "v=0",
  "o=- 4611 2 IN IP4 198.51.100.4",
  "s=-",
  "t=0 0",
  "m=audio 50010 UDP/TLS/RTP/SAVPF 111",
  "c=IN IP4 198.51.100.4",
  "a=rtcp:50011 IN IP4 198.51.100.4",
  `a=${RELAY}`,
  "a=end-of-candidates",
  "a=remote-candidates:1 198.51.100.4 4000",
  "a=mid:0",
  "m=video 0 UDP/TLS/RTP/SAVPF 96",
  "",
].join("\r\n");

test("a description leaves without any address, and otherwise as it is", () => {
  assert.deepEqual(withoutAddresses(SDP).split("\r\n"), [
    "v=0",
    "o=- 4611 2 IN IP4 0.0.0.0",
    "s=-",
    "t=0 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    "c=IN IP4 0.0.0.0",
    "a=rtcp:9 IN IP4 0.0.0.0",
    "a=mid:0",
    "m=video 0 UDP/TLS/RTP/SAVPF 96",
    "",
  ]);
});

const print = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, "0")).join(":");

test("the fingerprint is the one of all parts of the description", () => {
  const sdp = `v=0\r\na=fingerprint:sha-256 ${print}\r\nm=x\r\na=fingerprint:sha-256 ${print.toUpperCase()}\r\n`;
  assert.equal(fingerprintOf(sdp), print.toUpperCase());
});

test("no fingerprint, two, or a weaker hash is an error", () => {
  assert.throws(() => fingerprintOf("v=0\r\n"));
  assert.throws(() => fingerprintOf(`a=fingerprint:sha-1 ${print}\r\n`));
  assert.throws(() => fingerprintOf(`a=fingerprint:sha-256 ${print}\r\na=fingerprint:sha-256 ${print.replace("1f", "00")}\r\n`));
});
