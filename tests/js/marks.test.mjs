// How far a stream is, whatever pieces it comes in.
import assert from "node:assert/strict";
import test from "node:test";

import { ending, marks, tenths } from "../../stillroom/static/js/lib/marks.js";

const pieces = (text, size) => Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));

test("each mark counts once, however the text is cut", () => {
  const text = "head\n<article>one\n<article>two</article>\n<art three\n<article>".repeat(5);
  for (let size = 1; size < 30; size += 1) {
    const count = marks("\n<article");
    assert.equal(pieces(text, size).map(count).at(-1), 15);
  }
});

test("empty lines side by side are two marks, and three line ends are one", () => {
  for (const size of [1, 2, 3, 9]) {
    assert.equal(pieces("a\n\n\n\nb", size).map(marks("\n\n")).at(-1), 2);
    assert.equal(pieces("a\n\n\nb", size).map(marks("\n\n")).at(-1), 1);
  }
});

test("a file is whole when its last line came, and not before", () => {
  const whole = ending("</html>");
  assert.equal(whole("<html>words </html> in the middle"), false);
  assert.equal(whole("</ht"), false);
  assert.equal(whole("ml>\n"), true);
});

test("it is said aloud at each tenth", () => {
  const aloud = tenths(200);
  const said = Array.from({ length: 201 }, (_, done) => done).filter((done) => aloud(done));
  assert.deepEqual(said, [0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200]);
  assert.equal(tenths(0)(0), true);
});
