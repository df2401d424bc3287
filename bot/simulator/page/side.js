// The panel beside the phones: tabs for the book, the promises and the class.

import { along, select } from "./tabs.js";

const list = document.getElementById("chapters");

along(list);
for (const tab of list.children) {
  tab.addEventListener("click", () => {
    select(list, tab);
    for (const each of list.children) {
      document.getElementById(each.getAttribute("aria-controls")).hidden = each !== tab;
    }
  });
}
