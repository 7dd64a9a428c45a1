// What another page asks for is done at once, but not more often than every `ms`: then the last of what came counts.
// Nothing that somebody else sends makes a page flicker.
export function calmly(act, ms = 500, later = setTimeout) {
  let waiting = null;
  let resting = false;
  const rested = () => {
    resting = false;
    const [next] = waiting ?? [];
    if (waiting) take(next);
  };
  const take = (value) => {
    waiting = resting ? [value] : null;
    if (resting) return;
    resting = true;
    later(rested, ms);
    act(value);
  };
  return take;
}
