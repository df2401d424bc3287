// The open promises: to whom, of which notice, and when it is due.

import { button, made } from "./made.js";
import { post } from "./post.js";
import { day, hour } from "./when.js";

const place = document.getElementById("promises");
const count = document.getElementById("promised");

export function draw(promises, soonest) {
  count.textContent = promises.length || "";
  place.replaceChildren(next(soonest), ...(promises.length ? days(promises) : [nothing()]));
}

// `soonest` also covers timers that are no promise: a screen's 15-minute wait, a message deferred till the morning
function next(soonest) {
  if (!soonest) return made("p", { className: "quiet" }, "Ничего не ждёт своего часа.");
  const words = `${day(soonest)}, ${hour(soonest)}`;
  return made("p", { className: "soonest" }, "Ближайшее: ", button(words, () => post("/clock", { at: soonest }), { className: "small" }));
}

const nothing = () => made("p", { className: "quiet" }, "Открытых обещаний нет.");

function days(promises) {
  const grouped = new Map();
  for (const each of promises) grouped.set(day(each.due), [...(grouped.get(day(each.due)) || []), each]);
  return [...grouped].flatMap(([name, some]) => [made("h4", {}, name), made("ul", { className: "promises" }, ...some.map(line))]);
}

function line({ due, who, what, place: address }) {
  const go = button(hour(due), () => post("/clock", { at: due }), { className: "small", title: "Подвинуть часы к этому времени" });
  go.setAttribute("aria-label", `Подвинуть часы: ${day(due)}, ${hour(due)}, ${who}`);
  return made("li", {}, go, made("div", {}, made("b", {}, who), made("span", {}, what), made("code", { className: "quiet" }, address)));
}
