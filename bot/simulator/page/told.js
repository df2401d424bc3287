// The message to the author of the book: a new edition is in use, or it has faults.

import { made } from "./made.js";

const place = document.getElementById("told");
const LONG = 12_000; // milliseconds that a message stays, if it does not wait for a correction
let said = null;
let going = 0;

export function draw(faults, edited) {
  const as = JSON.stringify([faults, edited]);
  const first = said === null;
  if (as === said) return;
  said = as;
  if (faults.length) show("wrong", wrong(faults));
  else if (!first && edited.length) show("taken", taken(edited), LONG);
}

// show a refusal of the server
export const say = (words) => show("wrong", [made("p", {}, words)], LONG);

export function lost(is) {
  if (is) show("lost", [made("p", {}, "Связь с демонстрацией прервалась. Запустите её снова: страница подождёт.")]);
  else if (place.className === "lost") show("", []);
}

function show(kind, nodes, long = 0) {
  clearTimeout(going);
  place.className = kind;
  place.replaceChildren(...nodes);
  if (long) going = setTimeout(() => show("", []), long);
}

const wrong = (faults) => [
  made("p", {}, made("b", {}, "Правка не принята: бот говорит по-прежнему.")),
  made("ul", { tabIndex: 0 }, ...faults.map((fault) => made("li", {}, fault))),
];

const taken = (edited) => [made("p", {}, `Правка принята, бот говорит по-новому: ${edited.join(", ")}`)];
