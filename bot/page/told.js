// What the author of the book is told: that the new edition speaks now, or what is wrong with it.

import { made } from "./made.js";

const place = document.getElementById("told");
let said = "";

export function draw(faults, edited) {
  const as = JSON.stringify([faults, edited]);
  if (as === said || (!edited.length && !faults.length)) return;
  said = as;
  place.className = faults.length ? "wrong" : "taken";
  place.replaceChildren(...(faults.length ? wrong(faults) : taken(edited)));
}

export function lost(is) {
  place.classList.toggle("lost", is);
  if (is) place.replaceChildren(made("p", {}, "Связь с демонстрацией прервалась. Запустите её снова: страница подождёт."));
  else if (!said) place.replaceChildren();
}

const wrong = (faults) => [
  made("p", {}, made("b", {}, "Правка не принята: бот говорит по-прежнему.")),
  made("ul", {}, ...faults.map((fault) => made("li", {}, fault))),
];

const taken = (edited) => [made("p", {}, `Правка принята, бот говорит по-новому: ${edited.join(", ")}`)];
