// The editor of robot.yml: numbers beside the lines, and the way from a mistake to its place.
"use strict";
(() => {
  const pane = document.getElementById("robot-yml");
  const gutter = document.querySelector(".gutter");
  const checked = document.getElementById("checked");
  if (!pane || !gutter || !checked) return;

  const number = () => {
    const wrong = new Set([...checked.querySelectorAll("[data-line]")].map((a) => Number(a.dataset.line)));
    const lines = pane.value.split("\n").length;
    let plain = "";
    gutter.replaceChildren();
    for (let i = 1; i <= lines; i++) {
      if (!wrong.has(i)) { plain += i + "\n"; continue; }
      const line = document.createElement("span");
      line.textContent = i + "\n";
      line.className = "wrong";
      gutter.append(plain, line);
      plain = "";
    }
    gutter.append(plain);
    gutter.scrollTop = pane.scrollTop;
  };
  gutter.hidden = false;
  number();
  pane.addEventListener("input", number);
  pane.addEventListener("scroll", () => { gutter.scrollTop = pane.scrollTop; });
  new ResizeObserver(() => { gutter.style.height = pane.offsetHeight + "px"; }).observe(pane);
  new MutationObserver(number).observe(checked, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = pane.value.split("\n").slice(0, Number(link.dataset.line) - 1);
    const start = lines.reduce((sum, line) => sum + line.length + 1, 0);
    const line = pane.value.slice(start).split("\n", 1)[0];
    const at = start + Math.min(line.length, Number(link.dataset.column) - 1);
    pane.focus();
    pane.setSelectionRange(at, start + line.length);
    pane.scrollTop = Math.max(0, (lines.length - 5) * parseFloat(getComputedStyle(pane).lineHeight));
  });
})();
