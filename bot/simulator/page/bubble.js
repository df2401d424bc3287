// Draws one message: its text, the time, the buttons below.

import { made } from "./made.js";
import { marked, markup } from "./marks.js";
import { hour } from "./when.js";

const WHOSE = { theirs: "Бот: ", mine: "Вы: ", pressed: "Нажато: " };

export function bubble(message, look, press) {
  const drawn = made("div", { className: `bubble ${message.kind}` });
  drawn.dataset.id = message.id;
  if (message.file) drawn.append(file(message.file));
  drawn.append(words(message, look));
  drawn.append(...message.rows.map((row) => keys(row, press)));
  return drawn;
}

function file({ kind, name, url }) {
  const link = { href: url, target: "_blank", rel: "noopener" };
  if (kind === "picture") return made("a", link, made("img", { className: "picture", src: url, alt: name }));
  return made("a", { ...link, className: "document" }, `📎 ${name}`);
}

function words(message, look) {
  const said = made("div", { className: "words" }, made("span", { className: "hidden" }, WHOSE[message.kind]));
  said.append(shown(message, look));
  const edited = message.edits ? made("span", { className: "edited" }, look === "vk" ? "ред." : "изменено") : null;
  said.append(made("span", { className: "at" }, edited, made("time", { dateTime: message.at }, hour(message.at))));
  return said;
}

function shown(message, look) {
  if (message.kind !== "theirs") return message.text;
  return look === "vk" ? marked(message.vk) : markup(message.text);
}

function keys(row, press) {
  const line = made("div", { className: "row" });
  for (const [label, payload] of row) {
    line.append(made("button", { type: "button", onclick: () => press(payload) }, label));
  }
  return line;
}
