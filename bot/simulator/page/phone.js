// One phone: its title, the chat (only changed messages are drawn again), the input field.

import { bubble } from "./bubble.js";
import { made } from "./made.js";
import { post } from "./post.js";
import { day } from "./when.js";

const pattern = document.getElementById("phone");
const HINTS = {
  "parent-1": "Родитель пришёл по ссылке класса 3Б.",
  "parent-2": "Второй родитель того же ребёнка: код для него даёт первый («Ещё…» на карте). Пришлите его сюда.",
  teacher: "Классный руководитель 3Б.",
  admin: "Администратор школы: сюда приходят вопросы родителей.",
};

export class Phone {
  constructor({ peer, title, added, begin }) {
    this.peer = peer;
    this.root = pattern.content.firstElementChild.cloneNode(true);
    this.chat = this.root.querySelector(".chat");
    this.field = this.root.querySelector("input");
    this.status = this.root.querySelector(".status");
    this.drawn = new Map(); // id → {as, node}
    this.typing = 0;
    this.name(title);
    this.listen(added, begin);
  }

  name(title) {
    this.root.dataset.peer = this.peer;
    this.root.id = `phone-${this.peer}`;
    this.root.setAttribute("aria-label", `Телефон: ${title}`);
    this.root.querySelector("h2").textContent = title;
    this.chat.setAttribute("aria-label", `Переписка: ${title}`);
    this.field.setAttribute("aria-label", `Сообщение: ${title}`);
    this.root.querySelector(".empty p").textContent = HINTS[this.peer] || "Ещё один родитель.";
  }

  listen(added, begin) {
    this.root.querySelector("form").addEventListener("submit", (event) => this.send(event));
    this.root.querySelector(".begin").addEventListener("click", () => this.ask("/say", { text: begin }));
    const away = this.root.querySelector(".away");
    away.hidden = !added;
    away.setAttribute("aria-label", `Убрать: ${this.root.querySelector("h2").textContent}`);
    away.addEventListener("click", (event) => (event.stopPropagation(), post("/away", { peer: this.peer })));
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.chat.addEventListener("load", () => this.end(), true); // a picture loads after its message is drawn
    new ResizeObserver(() => this.end()).observe(this.chat); // the font loads, a scroll bar appears, the screen is rotated
  }

  send(event) {
    event.preventDefault();
    const text = this.field.value;
    this.field.value = "";
    if (text.trim()) this.ask("/say", { text });
  }

  async ask(path, body) {
    this.types(+1);
    try {
      await post(path, { peer: this.peer, ...body });
    } finally {
      this.types(-1);
    }
  }

  types(by) {
    this.typing += by;
    this.root.classList.toggle("typing", this.typing > 0);
    this.status.textContent = this.typing ? "печатает…" : "бот школы";
  }

  // ↑ ↓ move the focus from the field to the buttons and along them, Esc moves it back
  key(event) {
    const keys = this.keys();
    const at = keys.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) this.field.focus();
    else if (event.key === "ArrowUp" && document.activeElement === this.field) keys.at(-1)?.focus();
    else if (event.key === "ArrowUp" && at > 0) keys[at - 1].focus();
    else if (event.key === "ArrowDown" && at >= 0) (keys[at + 1] || this.field).focus();
    else return;
    event.preventDefault();
  }

  keys() {
    return [...this.chat.querySelectorAll(".row button")];
  }

  draw(messages, look) {
    const held = this.chat.contains(document.activeElement) && document.activeElement !== this.chat;
    const nodes = [];
    let last = "";
    for (const message of messages) {
      if (day(message.at) !== last) nodes.push(made("p", { className: "day" }, (last = day(message.at))));
      nodes.push(this.node(message, look));
    }
    this.root.classList.toggle("fresh", messages.length === 0);
    this.place(nodes);
    if (held && !this.chat.contains(document.activeElement)) this.refocus();
  }

  node(message, look) {
    const as = JSON.stringify([message, look]);
    const before = this.drawn.get(message.id);
    if (before?.as === as) return before.node;
    const node = bubble(message, look, (payload) => this.ask("/press", { payload }));
    if (this.drawn.size && !before) node.classList.add("arrived");
    if (before && before.edits !== message.edits) node.classList.add("renewed");
    this.drawn.set(message.id, { as, node, edits: message.edits });
    return node;
  }

  // unchanged nodes are not moved, so that focus, scrolling and a screen reader's log are not disturbed
  place(nodes) {
    const kept = new Set(nodes);
    for (const child of [...this.chat.children]) if (!kept.has(child)) child.remove();
    let at = this.chat.firstChild;
    for (const node of nodes) {
      if (node === at) at = at.nextSibling;
      else this.chat.insertBefore(node, at);
    }
    this.end();
  }

  end() {
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  refocus() {
    const newest = [...this.chat.querySelectorAll(".bubble")].filter((each) => each.querySelector(".row")).at(-1);
    (newest?.querySelector(".row button") || this.field).focus();
  }

  count(unread) {
    const mark = this.root.querySelector(".unread");
    mark.hidden = !unread;
    mark.textContent = unread ? `${unread} ${unread === 1 ? "новое" : "новых"}` : "";
  }
}
