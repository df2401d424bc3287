// A message's text as DOM nodes: from our markup for Telegram, from plain text and ranges for VK. Other tags are dropped.

const MARKS = new Set(["B", "I", "CODE", "A"]);
const TAGS = { bold: "b", italic: "i", url: "a" };

export function markup(text) {
  const parsed = new DOMParser().parseFromString(text, "text/html").body;
  return copied(parsed, document.createDocumentFragment());
}

function copied(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent);
    else if (MARKS.has(node.nodeName)) to.append(copied(node, shaped(node.nodeName, node.getAttribute("href"))));
    else copied(node, to);
  }
  return to;
}

// offsets are UTF-16 units, like the indices of a JavaScript string
export function marked([text, marks]) {
  const nodes = document.createDocumentFragment();
  let at = 0;
  for (const [kind, offset, length, url] of marks) {
    if (offset < at) continue;
    const piece = shaped(TAGS[kind], url);
    piece.append(text.slice(offset, offset + length));
    nodes.append(text.slice(at, offset), piece);
    at = offset + length;
  }
  nodes.append(text.slice(at));
  return nodes;
}

function shaped(tag, address) {
  const piece = document.createElement(tag);
  if (address && address.startsWith("https://")) {
    Object.assign(piece, { href: address, rel: "noreferrer noopener", target: "_blank" });
  }
  return piece;
}
