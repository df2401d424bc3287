// The twelve families of the class: the progress of each child, and buttons that open their phones.

import { button, made } from "./made.js";
import { post } from "./post.js";

const place = document.getElementById("class");
const count = document.getElementById("heard");
const NAMES = {
  card: "карточка", check: "проверка", account: "учётная запись",
  diary: "дневник", myschool: "«Моя школа»", sferum: "Сферум",
};
const STATES = { done: "готово", running: "идёт", problem: "не проходит", next: "следующий шаг", ahead: "впереди", without: "не нужно" };

export function draw(families) {
  const legend = made("p", { className: "quiet" }, `Слева направо: ${Object.values(NAMES).join(", ")}.`);
  count.textContent = families.reduce((sum, each) => sum + each.unread, 0) || "";
  place.replaceChildren(legend, made("ul", { className: "families" }, ...families.map(line)));
}

function line({ number, peers, steps = [], asks, unread }) {
  const name = made("b", {}, `Семья ${number}`);
  const note = asks ? made("span", { className: "asks" }, "вопрос школе") : null;
  const fresh = unread ? made("span", { className: "unread" }, unread, made("span", { className: "hidden" }, " новых")) : null;
  return made("li", {}, made("div", { className: "family" }, name, note, fresh), track(steps), made("div", { className: "opens" }, ...peers.map(opens(number))));
}

function track(steps) {
  if (!steps.length) return made("span", { className: "quiet" }, "карты нет");
  const said = steps.map((step) => `${NAMES[step.key] || step.key}: ${STATES[step.state] || step.state}`).join(", ");
  const line = made("span", { className: "track", title: said }, steps.map((step) => step.mark).join(" "));
  line.setAttribute("role", "img");
  line.setAttribute("aria-label", said);
  return line;
}

const opens = (number) => (peer, n) => {
  const words = n ? "второй" : "телефон";
  const made = button(words, () => post("/take", { peer }), { className: "small" });
  made.setAttribute("aria-label", `Открыть телефон: семья ${number}${n ? ", второй родитель" : ""}`);
  return made;
};
