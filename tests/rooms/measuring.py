"""How soon a set that one page starts is drawn by the other, and how far its point is from where it should be.

Both browsers run on one computer, so what their clocks show can be compared from outside: `timeOrigin + now`.
"""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.rooms.house import until

LAYER = "[data-sets=layer]"
# Notes when the start leaves the therapist's page.
NOTE_STARTS = """() => {
  const room = document.querySelector("live-room");
  window.started = [];
  const say = room.say.bind(room);
  room.say = (message) => {
    if (message.kind === "set-start") {
      window.started.push({ at: message.at, set: message.set, wall: performance.timeOrigin + performance.now() });
    }
    return say(message);
  };
}"""
# Notes the first frame in which the layer stands there, and in each frame what the shared clock showed and when it was.
NOTE_FRAMES = """() => {
  const room = document.querySelector("live-room");
  const layer = document.querySelector("[data-sets=layer]");
  window.seen = [];
  window.frames = [];
  let shown = false;
  const look = () => {
    const own = performance.now();
    const wall = performance.timeOrigin + own;
    if (!layer.hidden && !shown) window.seen.push(wall);
    shown = !layer.hidden;
    if (shown) window.frames.push([wall, room.time.clocks(own).shared]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
# In each frame: how far the point is from where it would be if both had one clock, in parts of its way to one side.
DRIFT = """async ([started, frames, origin]) => {
  const script = document.querySelector("script[src*=sets-control]").src;
  const { seconds, side } = await import(script.replace(/elements.sets-control[^/]*$/, "lib/bilateral.js"));
  const found = [];
  for (const [wall, shared] of frames) {
    const set = started.findLast((each) => each.wall <= wall);
    const [told, true_] = [shared, wall - origin].map((now) => (now - set.at) / 1000);
    if (told > 0 && true_ > 0 && told < seconds(set.set) && true_ < seconds(set.set)) {
      found.push(Math.abs(side(told, set.set) - side(true_, set.set)));
    }
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """`latencies`: ms from each start to the other side's next frame. `drifts`: in each frame, of the amplitude."""

    latencies: tuple[float, ...]
    drifts: tuple[float, ...]

    def latency(self, part: float) -> float:
        return sorted(self.latencies)[min(len(self.latencies) - 1, int(part * len(self.latencies)))]


def measure(ada: Page, tom: Page, sets: int, length: float = 1500) -> Measured:
    """`sets` sets of one cycle a second, each stopped after `length` ms. She has said yes; the control is open."""
    tom.evaluate(NOTE_STARTS)
    ada.evaluate(NOTE_FRAMES)
    for number in range(1, sets + 1):
        tom.click("[data-sets-do=start]")
        ada.wait_for_selector(LAYER, state="visible")
        tom.wait_for_timeout(length)
        tom.click("[data-sets-do=stop]")
        ada.wait_for_selector(LAYER, state="hidden")
        until(lambda: tom.is_enabled("[data-sets-do=start]"), "the end")
        tom.wait_for_timeout(1100)
        assert ada.evaluate("window.seen.length") == number
    started = tom.evaluate("window.started")
    seen, frames = ada.evaluate("[window.seen, window.frames]")
    drifts = tom.evaluate(DRIFT, [started, frames, tom.evaluate("performance.timeOrigin")])
    latencies = [wall - each["wall"] for wall, each in zip(seen, started, strict=True)]
    return Measured(tuple(latencies), tuple(drifts))
