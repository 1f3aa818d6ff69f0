// What the pages can do better with a little script: copying, suggestions, the slash key. Without it nothing is lost.
"use strict";

const said = document.getElementById("said");

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.dataset.from ? await written(button.dataset.from)
      : button.dataset.copy ?? button.parentElement.querySelector("pre").textContent;
    const done = words !== null && await copy(words);
    const label = button.firstChild;
    const before = label.textContent;
    label.textContent = done ? "Copied" : "Select and copy by hand";
    said.textContent = !done ? "The browser does not allow copying" : button.dataset.from ? "Quotation and citation copied" : "Citation copied";
    setTimeout(() => { label.textContent = before; said.textContent = ""; }, 2500);
  });
}

for (const link of document.querySelectorAll("a.carry")) link.hidden = true; // its button does more

document.querySelector("[data-focus]")?.focus();

// A quotation with its citation and address, as the server writes it: lists show only the beginning of a long one.
async function written(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const box = document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
  if (event.key === "/" && !typing && box && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

for (const box of document.querySelectorAll("input[data-suggest]")) suggest(box);

// Suggestions: the combobox pattern of the ARIA Authoring Practices (list, manual selection).
function suggest(box) {
  const list = document.createElement("ul");
  list.id = `${box.id}-list`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  box.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    box.setAttribute(name, value);
  }
  let at = -1, timer = 0, asked = 0;

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const take = (words) => { box.value = words; close(); box.focus(); };
  const show = (found) => {
    list.replaceChildren(...found.map((words, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = words;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(words); });
      return item;
    }));
    list.hidden = !found.length;
    at = -1;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  const point = (to) => {
    const items = [...list.children];
    at = (to + items.length + 1) % (items.length + 1);
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at < items.length) {
      box.setAttribute("aria-activedescendant", items[at].id);
      items[at].scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    const words = box.value;
    if (words.trim().length < 2) return close();
    timer = setTimeout(async () => {
      const turn = ++asked;
      try {
        const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`);
        const found = answer.ok ? await answer.json() : [];
        if (turn === asked && document.activeElement === box && box.value === words) show(found);
      } catch { close(); }
    }, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); point(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); point(at < 0 ? list.children.length - 1 : at - 1); }
    else if (event.key === "Enter" && at >= 0 && at < list.children.length) { event.preventDefault(); take(list.children[at].textContent); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  box.addEventListener("blur", close);
}
