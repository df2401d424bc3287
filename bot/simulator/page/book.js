// The book page for the selected phone's state: its source, its facts, its drawing with the state highlighted.

import { button, made } from "./made.js";
import { date } from "./when.js";

const place = document.getElementById("book");
const large = document.getElementById("large");
const FEW = 4; // facts shown before «ещё»
let shown = "";

export async function draw(leaf, whose) {
  const as = JSON.stringify([leaf, whose]);
  if (as === shown) return;
  shown = as;
  if (!leaf) {
    place.replaceChildren(made("p", { className: "quiet" }, `${whose} ещё не начинал разговор. Напишите боту с этого телефона: здесь появится место в книге, где он стоит.`));
    return;
  }
  const paper = made("div", { className: "paper", tabIndex: 0 });
  paper.setAttribute("role", "region");
  paper.setAttribute("aria-label", `Рисунок разговора ${leaf.flow}`);
  place.replaceChildren(...head(leaf, whose), facts(leaf.facts), drawingHead(leaf), paper);
  await drawn(leaf, paper);
}

function head(leaf, whose) {
  return [
    made("p", { className: "whose" }, `Где сейчас: ${whose}`),
    made("h3", {}, leaf.title || "Переход без слов"),
    made("dl", { className: "about" },
      pair("Место", made("code", {}, `${leaf.flow}/${leaf.state}`)),
      pair("Источник", leaf.source || "проводник"),
      pair("Слова", made("code", {}, `texts/${leaf.flow}/`, made("wbr"), `${leaf.state}.j2`)),
    ),
  ];
}

const pair = (name, value) => made("div", {}, made("dt", {}, name), made("dd", {}, value));

function facts(all) {
  if (!all.length) return made("p", { className: "quiet" }, "Фактов в этом тексте нет.");
  const [first, rest] = [all.slice(0, FEW), all.slice(FEW)];
  const more = rest.length ? made("details", {}, made("summary", {}, `Ещё ${rest.length}`), listed(rest)) : null;
  return made("div", { className: "facts" }, made("h4", {}, "Факты"), listed(first), more);
}

const listed = (some) => made("ul", {}, ...some.map(fact));

function fact({ said, source, checked, sure }) {
  const mark = sure ? null : made("span", { className: "unsure", title: "Человек ещё не видел этого на экране" }, "не проверено глазами");
  return made("li", {},
    made("b", {}, said),
    made("span", { className: "quiet" }, `${source} · проверено ${date(checked)}`), mark);
}

function drawingHead(leaf) {
  const open = button("Крупно", () => enlarge(leaf), { className: "small" });
  return made("div", { className: "drawing-head" }, made("h4", {}, `Разговор ${leaf.flow}`), open);
}

async function drawn(leaf, paper) {
  const answer = await fetch(`/drawing?flow=${encodeURIComponent(leaf.flow)}&lit=${encodeURIComponent(leaf.state)}`);
  const svg = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  paper.replaceChildren(document.adoptNode(svg));
  new ResizeObserver(() => centre(paper)).observe(paper); // a hidden tab has no size until it is opened
}

// scroll the highlighted state to the middle
function centre(paper) {
  const lit = paper.querySelector(".lit");
  if (!lit) return;
  const [box, frame] = [lit.getBoundingClientRect(), paper.getBoundingClientRect()];
  paper.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  paper.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
}

async function enlarge(leaf) {
  document.getElementById("large-title").textContent = `Разговор ${leaf.flow}`;
  large.showModal();
  await drawn(leaf, large.querySelector(".paper"));
}
