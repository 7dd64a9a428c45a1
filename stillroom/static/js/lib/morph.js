// Makes the children of one node like those of another, keeping every node that is still right: focus, scroll and
// half-typed words stay, and a screen reader hears only what is new. Children are matched by id, else by their turn.

const key = (node) => (node.nodeType === 1 && node.id ? node.id : null);
const alike = (a, b) => a.nodeName === b.nodeName && key(a) === key(b);

export function morph(old, fresh) {
  const kept = new Map([...old.childNodes].filter(key).map((node) => [key(node), node]));
  let turn = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const found = key(wanted) ? kept.get(key(wanted)) : turn && alike(turn, wanted) ? turn : null;
    if (!found || found.nodeName !== wanted.nodeName) {
      old.insertBefore(wanted, turn);
      continue;
    }
    if (found === turn) turn = turn.nextSibling;
    else old.insertBefore(found, turn);
    update(found, wanted);
  }
  while (turn) {
    const next = turn.nextSibling;
    turn.remove();
    turn = next;
  }
}

function update(node, wanted) {
  if (node.isEqualNode(wanted)) return;
  if (node.nodeType !== 1) {
    node.nodeValue = wanted.nodeValue;
    return;
  }
  for (const { name } of [...node.attributes]) if (!wanted.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  morph(node, wanted);
}
