// Makes elements: made("p", { className: "quiet" }, "words", child).

export function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const button = (words, pressed, properties = {}) =>
  made("button", { type: "button", onclick: pressed, ...properties }, words);
