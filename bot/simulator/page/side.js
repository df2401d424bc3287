// What stands behind the phones: the book, the promises, the class, one at a time.

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
