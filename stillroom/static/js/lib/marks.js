// How far a stream is, by what stands in front of each part of it; and whether its last line came.

// What stands in front of each part (of an archive: behind it), and at the very end. Bytes are read as Latin letters.
export const KINDS = {
  zip: { mark: "\u0000\u0000\u00ff\u00ff", last: "whole", read: "latin1" },
  page: { mark: "<article", last: "</html>", read: "utf-8" },
  data: { mark: "\n\n", last: "\n]}", read: "utf-8" },
};

// A function that takes pieces of text and says how many marks there were so far, also where one lies across two pieces.
export function marks(mark) {
  let count = 0;
  let rest = "";
  return (piece) => {
    const text = rest + piece;
    let at = 0;
    for (let found = text.indexOf(mark); found >= 0; found = text.indexOf(mark, at)) {
      count += 1;
      at = found + mark.length;
    }
    rest = text.slice(Math.max(at, text.length - mark.length + 1));
    return count;
  };
}

// A function that takes pieces of text and says whether what came so far ends with `last`, spaces apart.
export function ending(last) {
  let tail = "";
  return (piece) => {
    tail = (tail + piece).slice(-last.length - 16);
    return tail.trimEnd().endsWith(last);
  };
}

// Whether to say it aloud: at each tenth of the way, so that a screen reader is not flooded.
export function tenths(total) {
  let said = -1;
  return (done) => {
    const tenth = total ? Math.floor((10 * Math.min(done, total)) / total) : 10;
    if (tenth === said) return false;
    said = tenth;
    return true;
  };
}
