// What leaves in descriptions and candidates: never an address of a person. The server refuses anything else; this
// side does not even send it. Pure: text in, text out.

const CANDIDATE = /^candidate:(\S+) ([12]) (udp) (\d+) (\S+) (\d+) typ relay\b(.*)$/i;
const NEVER = ["a=candidate:", "a=remote-candidates:", "a=end-of-candidates"];

// An ICE candidate with the relay's address only, or null for one that would tell more. `raddr` (the person's own
// address in some browsers) and the kind of network are left out.
export function relayOnly(candidate) {
  const parts = CANDIDATE.exec(candidate ?? "");
  if (!parts || !/^\d+\.\d+\.\d+\.\d+$/.test(parts[5])) return null;
  const [, foundation, component, transport, priority, address, port, rest] = parts;
  const ufrag = / ufrag (\S+)/.exec(rest);
  const line = `candidate:${foundation} ${component} ${transport} ${priority} ${address} ${port}`;
  return `${line} typ relay raddr 0.0.0.0 rport 0${ufrag ? ` ufrag ${ufrag[1]}` : ""}`;
}

// A description without candidates and addresses: those travel one by one.
export function withoutAddresses(sdp) {
  return sdp
    .split("\r\n")
    .filter((line) => !NEVER.some((start) => line.startsWith(start)))
    .map((line) => {
      if (line.startsWith("c=")) return "c=IN IP4 0.0.0.0";
      if (line.startsWith("a=rtcp:")) return "a=rtcp:9 IN IP4 0.0.0.0";
      if (line.startsWith("o=")) return line.replace(/ IN IP[46] \S+$/, " IN IP4 0.0.0.0");
      if (line.startsWith("m=")) return line.replace(/^(m=\S+) [1-9]\d*/, "$1 9");
      return line;
    })
    .join("\r\n");
}

// The one SHA-256 fingerprint of a description's certificate, upper-case hex pairs with colons.
// Throws if there is none or more than one: then nobody knows whom the words would speak of.
export function fingerprintOf(sdp) {
  const found = sdp.split("\r\n").filter((line) => line.startsWith("a=fingerprint:"));
  const prints = new Set(found.map((line) => line.slice("a=fingerprint:".length).toUpperCase()));
  const [only] = prints;
  const value = /^SHA-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/.exec(only ?? "");
  if (prints.size !== 1 || !value) throw new Error("no single fingerprint");
  return value[1];
}
