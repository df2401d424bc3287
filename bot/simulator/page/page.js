// The demo's page: draws the events of the server, and posts what the person types, presses and moves.

import * as book from "./book.js";
import * as families from "./families.js";
import { button, made } from "./made.js";
import { Phone } from "./phone.js";
import { got, onRefusal, post } from "./post.js";
import * as promises from "./promises.js";
import "./side.js";
import { along, select } from "./tabs.js";
import * as told from "./told.js";
import * as when from "./when.js";

const page = document.body;
const stand = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const clock = document.getElementById("now");
const SHORT = { "Второй родитель": "Второй", "Кл. руководитель": "Учитель", Администратор: "Админ" };

let phones = new Map();
let messages = new Map();
let people = [];
let hand = "";
let run = 0;

function draw(news) {
  if (news.again) return got("/state").then(draw);
  if (news.run && news.run !== run) begin(news.run);
  if (news.now) time(news);
  if (news.people) gather(news.people);
  for (const [peer, some] of Object.entries(news.phones || {})) show(peer, some);
  if (news.unread) count(news.unread);
  if (news.hand) take(news.hand);
  if (news.faults) told.draw(news.faults, news.edited);
  if (news.promises) promises.draw(news.promises, news.soonest);
  if (news.families) families.draw(news.families);
  if ("leaf" in news) book.draw(news.leaf, people.find((each) => each.peer === hand)?.title);
}

function begin(number) {
  run = number;
  phones = new Map();
  messages = new Map();
  stand.replaceChildren();
}

function time({ now, zone }) {
  const moved = clock.dateTime && clock.dateTime !== now;
  when.set(now, zone);
  clock.dateTime = now;
  clock.textContent = when.whole(now);
  if (!moved) return;
  clock.classList.remove("moved");
  requestAnimationFrame(() => clock.classList.add("moved"));
  for (const [peer, some] of messages) show(peer, some);
}

function gather(all) {
  if (JSON.stringify(all) === JSON.stringify(people) && phones.size) return;
  people = all;
  for (const [peer, phone] of phones) if (!all.some((each) => each.peer === peer)) (phone.root.remove(), phones.delete(peer));
  for (const person of all) if (!phones.has(person.peer)) add(person);
  tabs.replaceChildren(...all.map(tab), sideTab());
}

function add(person) {
  const phone = new Phone(person);
  phones.set(person.peer, phone);
  stand.append(phone.root);
  for (const happened of ["focusin", "pointerdown"]) phone.root.addEventListener(happened, () => choose(person.peer));
  phone.draw(messages.get(person.peer) || [], page.dataset.look);
}

function tab({ peer, title }) {
  const made = button(SHORT[title] || title, () => (delete page.dataset.side, choose(peer), mark()), { id: `tab-${peer}` });
  made.setAttribute("role", "tab");
  made.setAttribute("aria-controls", `phone-${peer}`);
  return made;
}

function sideTab() {
  const made = button("Книга", () => ((page.dataset.side = ""), mark()), { id: "tab-side" });
  made.setAttribute("role", "tab");
  made.setAttribute("aria-controls", "side");
  return made;
}

function show(peer, some) {
  messages.set(peer, some);
  phones.get(peer)?.draw(some, page.dataset.look);
}

function count(unread) {
  for (const [peer, phone] of phones) {
    phone.count(unread[peer] || 0);
    const tab = document.getElementById(`tab-${peer}`);
    tab.querySelector(".unread")?.remove();
    if (unread[peer]) tab.append(made("span", { className: "unread" }, unread[peer], made("span", { className: "hidden" }, " новых")));
  }
  const all = Object.entries(unread).filter(([peer]) => phones.has(peer)).reduce((sum, [, each]) => sum + each, 0);
  document.title = `${all ? `(${all}) ` : ""}Проводник: демонстрация`;
}

function choose(peer) {
  if (peer !== hand) (take(peer), post("/take", { peer }));
}

function take(peer) {
  for (const phone of phones.values()) phone.root.classList.toggle("in-hand", phone.peer === peer);
  if (hand !== peer) phones.get(peer)?.root.scrollIntoView({ block: "nearest", inline: "nearest" });
  hand = peer;
  mark();
}

function mark() {
  const tab = document.getElementById("side" in page.dataset ? "tab-side" : `tab-${hand}`);
  select(tabs, tab);
  tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function look(name) {
  page.dataset.look = name;
  localStorage.setItem("look", name);
  for (const [peer, some] of messages) show(peer, some);
}

for (const move of document.querySelectorAll("#moves button")) {
  move.addEventListener("click", () => post("/clock", move.dataset.till ? { till: move.dataset.till } : { by: move.dataset.by }));
}
for (const radio of document.querySelectorAll('[name="look"]')) {
  radio.checked = radio.value === (localStorage.getItem("look") || "vk");
  radio.addEventListener("change", () => look(radio.value));
  if (radio.checked) page.dataset.look = radio.value;
}

const sure = document.getElementById("sure");
document.getElementById("wind").addEventListener("click", ({ target }) => {
  target.setAttribute("aria-expanded", String(target.getAttribute("aria-expanded") !== "true"));
});
document.getElementById("guest").addEventListener("click", () => post("/guest"));
// invitation links of the demo lead to this page: opening one adds a new parent
const brought = new URLSearchParams(location.search);
const code = brought.get("ref") || brought.get("start");
if (code) (history.replaceState(null, "", "/"), post("/guest", { code }));
document.getElementById("reset").addEventListener("click", () => sure.showModal());
sure.addEventListener("close", () => sure.returnValue === "yes" && post("/reset"));
document.getElementById("keys").addEventListener("click", () => document.getElementById("help").showModal());
document.addEventListener("keydown", (event) => {
  const person = event.altKey && people[Number(event.code.replace("Digit", "")) - 1];
  if (!person) return;
  event.preventDefault();
  delete page.dataset.side;
  choose(person.peer);
  phones.get(person.peer).field.focus();
});

onRefusal(told.say);
along(tabs);
const listening = new EventSource("/events");
listening.onmessage = (event) => draw(JSON.parse(event.data));
listening.onopen = () => told.lost(false);
listening.onerror = () => told.lost(true);
