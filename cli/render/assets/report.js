(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not allowed here */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  const THEMES = ["auto", "light", "dark"];
  const setTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (button) button.textContent = `Theme: ${theme}`;
  };
  let theme = THEMES.includes(recall("newsan-theme")) ? recall("newsan-theme") : "auto";
  setTheme(theme);

  const KINDS = { q: "Quote", e: "Name", t: "Date", s: "Stance", p: "Portrayal", m: "Wording", x: "Other" };
  const kindOf = (mark) => Object.keys(KINDS).find((kind) => mark.classList.contains(kind));
  const shown = (mark) => !root.classList.contains(`no-${kindOf(mark) === "p" ? "s" : kindOf(mark)}`);
  const lit = [];

  const unlight = () => { while (lit.length) lit.pop().classList.remove("now"); };
  const light = (element) => { element.classList.add("now"); lit.push(element); };

  const closePanel = () => {
    const panel = document.getElementById("panel");
    panel.hidden = true;
    panel.replaceChildren();
    unlight();
  };

  // What a place in the article belongs to: every finding that covers it, the innermost first.
  const findingsAt = (mark) => {
    const found = [];
    for (let at = mark; at && at.classList.contains("h"); at = at.parentElement) if (shown(at)) found.push(at);
    return found;
  };

  const copied = (mark) => {
    const original = document.getElementById(mark.dataset.of);
    const card = original && (original.closest(".card") || original);
    if (!card) return null;
    const copy = document.createElement("div");
    copy.className = "card";
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = KINDS[kindOf(mark)];
    const content = card.cloneNode(true);
    content.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
    const link = document.createElement("a");
    link.href = `#${original.id}`;
    link.textContent = "in the list";
    copy.append(kind, ...content.childNodes, link);
    return copy;
  };

  const show = (mark, move) => {
    const found = findingsAt(mark);
    if (!found.length) return;
    closePanel();
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    const seen = new Set();
    const cards = found.filter((at) => !seen.has(at.dataset.of) && seen.add(at.dataset.of)).map(copied);
    const panel = document.getElementById("panel");
    panel.append(close, ...cards.filter(Boolean));
    panel.hidden = false;
    document.querySelectorAll(`[data-of="${CSS.escape(found[0].dataset.of)}"]`).forEach(light);
    if (move) mark.scrollIntoView({ block: "center" });
  };

  let place = -1;
  const step = (by) => {
    const marks = [...document.querySelectorAll(".text .h[id]")].filter(shown);
    if (!marks.length) return;
    place = (place + by + marks.length) % marks.length;
    show(marks[place], true);
  };

  // A cell of the matrix shows its own evidence and hides the rest; a second time, all of it.
  const choose = (link) => {
    const section = link.closest(".found");
    const wanted = link.hasAttribute("aria-current") ? null : link.getAttribute("href").slice(1);
    section.querySelectorAll(".matrix a").forEach((other) => other.removeAttribute("aria-current"));
    if (wanted) link.setAttribute("aria-current", "true");
    section.querySelectorAll(".stances > li").forEach((item) => { item.hidden = wanted !== null && item.id !== wanted; });
    section.querySelector(".all").hidden = wanted === null;
    if (wanted) document.getElementById(wanted).focus({ preventScroll: false });
  };

  const toggle = (button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    const kind = button.dataset.kind;
    if (kind === "why") root.classList.toggle("show-why", on); else root.classList.toggle(`no-${kind}`, !on);
    closePanel();
  };

  // A link to a finding that a filter or a cell has hidden brings it back.
  const reveal = (target) => {
    const item = target && target.closest("[hidden]");
    if (item && item.matches(".stances > li")) item.closest(".found").querySelectorAll(".stances > li").forEach((one) => { one.hidden = false; });
  };

  document.addEventListener("click", (event) => {
    const on = event.target.closest(".matrix a, .all, .filter, .step, #theme, .close, a[href^='#'], .h");
    if (!on) return;
    if (on.matches(".matrix a")) { event.preventDefault(); choose(on); }
    else if (on.matches(".all")) choose(on.closest(".found").querySelector(".matrix a[aria-current]"));
    else if (on.matches(".filter")) toggle(on);
    else if (on.matches(".step")) step(Number(on.dataset.step));
    else if (on.id === "theme") { theme = THEMES[(THEMES.indexOf(theme) + 1) % 3]; setTheme(theme); remember("newsan-theme", theme); }
    else if (on.matches(".close")) closePanel();
    else if (on.matches("a")) { if (on.closest(".panel")) closePanel(); reveal(document.getElementById(on.getAttribute("href").slice(1))); }
    else if (!String(getSelection())) show(on, false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanel();
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches(".text")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  // The page is named after its article; several get a list in front.
  const name = () => {
    const titles = [...document.querySelectorAll(".doc h2")];
    if (titles.length === 1) document.title = titles[0].textContent;
    if (titles.length < 2) return;
    document.title = `${titles.length} articles`;
    const index = document.createElement("nav");
    const list = document.createElement("ol");
    index.className = "index";
    index.setAttribute("aria-label", "Articles");
    list.append(...titles.map((title) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${title.closest(".doc").id}`;
      link.textContent = title.textContent;
      item.append(link);
      return item;
    }));
    index.append(list);
    document.getElementById("main").before(index);
  };

  document.addEventListener("DOMContentLoaded", () => {
    setTheme(theme);
    name();
    // Only what was found can be filtered.
    document.querySelectorAll(".filter").forEach((button) => {
      const kind = button.dataset.kind;
      button.hidden = kind !== "why" && !document.querySelector(`.found.k-${kind}`);
    });
  });
})();
