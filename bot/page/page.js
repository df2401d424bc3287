// The demo's page: draws the phones from what the server tells, and says back what is typed and pressed.
"use strict";

const phones = document.getElementById("phones");
const pattern = document.getElementById("phone");
const clock = document.getElementById("now");
const MARKS = new Set(["B", "I", "CODE", "A"]);

const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// Only our own marks become elements; everything else stays text.
function marked(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html").body;
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent);
      else if (MARKS.has(node.nodeName)) to.append(element(node, copy));
      else copy(node, to);
    }
    return to;
  };
  return copy(parsed, document.createDocumentFragment());
}

function element(node, copy) {
  const made = document.createElement(node.nodeName);
  const address = node.getAttribute("href") || "";
  if (node.nodeName === "A" && address.startsWith("https://")) {
    made.href = address;
    made.rel = "noreferrer noopener";
    made.target = "_blank";
  }
  return copy(node, made);
}

function phoneOf({ name, peer }) {
  const phone = pattern.content.firstElementChild.cloneNode(true);
  phone.dataset.peer = peer;
  phone.querySelector("h2").textContent = name;
  phone.setAttribute("aria-label", `Телефон: ${name}`);
  phone.querySelector("input").setAttribute("aria-label", `Сообщение: ${name}`);
  phone.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const input = event.target.elements.text;
    if (input.value.trim()) post("/say", { peer, text: input.value });
    input.value = "";
  });
  return phone;
}

function bubbleOf(peer, { text, mine, rows }) {
  const bubble = document.createElement("li");
  bubble.className = mine ? "mine" : "theirs";
  const words = document.createElement("div");
  words.className = "words";
  words.append(mine ? text : marked(text));
  bubble.append(words);
  for (const row of rows) bubble.append(rowOf(peer, row));
  return bubble;
}

function rowOf(peer, row) {
  const line = document.createElement("div");
  line.className = "row";
  for (const [label, payload] of row) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => post("/press", { peer, payload }));
    line.append(button);
  }
  return line;
}

function drawPhone(peer, bubbles) {
  const chat = phones.querySelector(`[data-peer="${peer}"] .chat`);
  const focused = chat.contains(document.activeElement);
  chat.replaceChildren(...bubbles.map((bubble) => bubbleOf(peer, bubble)));
  chat.scrollTop = chat.scrollHeight;
  if (focused) (chat.querySelector("li:last-child .row button") || chat).focus();
}

function drawClock(now) {
  const shown = { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  clock.dateTime = now;
  clock.textContent = new Intl.DateTimeFormat("ru", { ...shown, timeZone: "Europe/Moscow" }).format(new Date(now));
}

function draw(news) {
  if (news.people) phones.replaceChildren(...news.people.map(phoneOf));
  for (const [peer, bubbles] of Object.entries(news.phones || {})) drawPhone(peer, bubbles);
  if (news.now) drawClock(news.now);
}

for (const button of document.querySelectorAll("[data-by]")) {
  button.addEventListener("click", () => post("/clock", { by: button.dataset.by }));
}
new EventSource("/events").onmessage = (event) => draw(JSON.parse(event.data));
