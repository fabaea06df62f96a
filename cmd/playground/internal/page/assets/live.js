// The little that makes the pages live: nothing here is needed to use them.
"use strict";
(() => {
  const $ = (selector, all = document) => [...all.querySelectorAll(selector)];
  const id = name => document.getElementById(name);
  const on = (type, does) => document.addEventListener(type, does);
  document.documentElement.classList.add("js");

  // What was open once is opened and closed by the reader alone.
  const once = new WeakSet();
  document.addEventListener("toggle", event => once.add(event.target), true);

  // morph makes one node like another and keeps what is the reader's: what is open, typed in,
  // selected or has the focus. Siblings are told apart by their ids.
  const morph = (from, to) => {
    if (from.isEqualNode(to)) return;
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || from.id !== to.id) return from.replaceWith(to);
    if (from.nodeType !== Node.ELEMENT_NODE) { from.data = to.data; return; }
    const own = name => name === "open" && (from.open || once.has(from)) || name === "value" && from.nodeName === "INPUT" && from === document.activeElement;
    for (const { name } of [...from.attributes]) if (!own(name) && !to.hasAttribute(name)) from.removeAttribute(name);
    for (const { name, value } of to.attributes) if (!own(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
    if (from.nodeName === "TEXTAREA") { if ([from.defaultValue, to.defaultValue].includes(from.value)) from.value = from.defaultValue = to.defaultValue; return; }
    let at = from.firstChild;
    for (const want of [...to.childNodes]) {
      const have = want.id ? [...from.children].find(one => one.id === want.id) : at && !at.id && at.nodeName === want.nodeName ? at : null;
      if (!have) { from.insertBefore(want, at); continue; }
      if (have === at) at = at.nextSibling; else from.insertBefore(have, at);
      morph(have, want);
    }
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
  };

  // show brings the live regions up to date, and says what is new in those that say it.
  const show = html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const region of $("[data-live][id]")) {
      const now = page.getElementById(region.id);
      if (!now || region.outerHTML === now.outerHTML) continue;
      const says = one => one.dataset.author + ": " + one.querySelector(".markdown").textContent.trim().slice(0, 200);
      const before = new Map($("article[id]", region).map(one => [one.id, says(one)]));
      morph(region, now);
      if ("announce" in region.dataset)
        for (const one of $("article[id]", region)) if (before.get(one.id) !== says(one)) id("said").textContent = says(one);
    }
    document.dispatchEvent(new Event("live"));
    return page;
  };

  // address is that of this page, from the first comment on that it shows: none goes while
  // somebody reads it.
  const address = () => {
    const at = new URL(location), from = id("conversation")?.dataset.from;
    if (from) at.searchParams.set("from", from);
    return at.pathname + at.search;
  };

  // A link to a comment that is not shown leads to all of them.
  const seek = () => {
    const all = $("#earlier a")[0], at = location.hash;
    if (all && /^#issuecomment-\d+$/.test(at) && !id(at.slice(1))) location.replace(all.href + at);
  };
  addEventListener("hashchange", seek);
  seek();

  let busy = false, again = false, timer = 0, polling = 0;
  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(address(), { headers: { Accept: "text/html" } });
      if (answer.ok) show(await answer.text());
      const pane = id("robot-yml");
      if (pane) check(pane); // somebody else may have put another file in force
    } catch { /* the stream says that nobody is there */ }
    busy = false;
    if (again) { again = false; soon(); }
  };
  // However fast changes come, one is waited for no longer than this.
  const soon = () => { timer ||= setTimeout(() => { timer = 0; refresh(); }, 120); };

  if ($("[data-live]").length) {
    let stream;
    const gone = is => {
      id("stream").classList.toggle("gone", is);
      clearInterval(polling);
      polling = setInterval(soon, is ? 3000 : 30000); // the latter for "a minute ago"
    };
    // A browser keeps six connections to a host: a page that nobody looks at, in another tab or
    // on the way back, gives its own up.
    const listen = () => {
      stream?.close();
      clearInterval(polling);
      if (document.hidden) return;
      stream = new EventSource("/live?since=" + document.documentElement.dataset.version);
      stream.onmessage = soon;
      stream.onopen = () => gone(false);
      stream.onerror = () => gone(true);
    };
    on("visibilitychange", listen);
    listen();
  }

  // post sends a form and shows the page that it leads to, in this one. What is typed meanwhile
  // stays.
  const post = async (form, button) => {
    const data = new URLSearchParams(new FormData(form, button)), typed = $("textarea", form).map(one => [one, one.value]);
    const before = form.closest("article")?.previousElementSibling;
    if (id("conversation")) data.set("back", address());
    const answer = await fetch(button?.getAttribute("formaction") || form.getAttribute("action"), { method: "POST", body: data });
    const page = show(await answer.text());
    const notice = page.getElementById("notice")?.innerHTML;
    if (notice !== undefined) id("notice").innerHTML = notice; else id("notice").textContent = page.body.textContent;
    if (id("notice").textContent) { id("notice").scrollIntoView({ block: "nearest" }); return; }
    if ("reset" in form.dataset) { for (const [one, text] of typed) if (one.value === text) { one.value = ""; check(one); } write(); }
    const open = form.closest("details");
    if (!open) return;
    open.open = false;
    (open.isConnected ? open.querySelector("summary") : before?.querySelector("a, summary"))?.focus(); // where a comment is gone, the one before
  };
  on("submit", event => {
    const { target: form, submitter } = event;
    if (!("async" in form.dataset) || submitter?.id === "preview-tab") return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    post(form, submitter).catch(() => { id("stream").classList.add("gone"); id("notice").textContent = id("notice").dataset.lost; }).finally(() => delete form.dataset.busy);
  });

  // A text that is checked while one types: data-check says by whom, data-into where it is said.
  const checks = new WeakMap(), said = new WeakMap();
  const fragment = async (url, field) => {
    const data = new URLSearchParams(new FormData(field.form));
    const answer = await fetch(url, { method: "POST", body: data, headers: { "X-Fragment": "1" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  };
  const check = field => {
    clearTimeout(checks.get(field));
    checks.set(field, setTimeout(async () => {
      const text = field.value, mute = () => id("notice").dataset.mute;
      const html = text.trim() || field.dataset.check !== "/parse" ? await fragment(field.dataset.check, field).catch(mute) : "";
      if (text !== field.value || said.get(field) === html) return; // what one has opened in it stays open
      said.set(field, html);
      id(field.dataset.into).innerHTML = html;
    }, 200));
  };
  on("input", event => { if (event.target.dataset.check) check(event.target); });

  // The two tabs of the comment box.
  const tabs = $("#comment [role=tab]");
  const turn = tab => {
    for (const one of tabs) {
      one.setAttribute("aria-selected", one === tab);
      one.tabIndex = one === tab ? 0 : -1;
      id(one.getAttribute("aria-controls")).hidden = one !== tab;
    }
  };
  const write = () => { if (tabs.length) turn(tabs[0]); };
  const choose = async tab => {
    if (tab.id === "preview-tab") id("preview").innerHTML = await fragment("/preview", id("body")).catch(() => id("notice").dataset.mute) || "<p class=muted>–</p>";
    turn(tab);
  };
  write();
  on("click", event => {
    const tab = event.target.closest("#comment [role=tab]"), chip = event.target.closest("[data-fill]");
    if (tab) { event.preventDefault(); choose(tab); }
    if (chip) {
      const box = id("body"), text = box.value.replace(/\s+$/, "");
      event.preventDefault();
      write();
      box.value = (text ? text + "\n" : "") + chip.dataset.fill;
      box.focus();
      const gap = /<[^<>]+>/.exec(chip.dataset.fill), at = box.value.length - chip.dataset.fill.length + gap?.index;
      if (gap) box.setSelectionRange(at, at + gap[0].length); // what is to be written in its place
      check(box);
    }
  });
  on("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form && event.target.nodeName === "TEXTAREA") event.target.form.requestSubmit();
    const at = tabs.indexOf(event.target), step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: tabs.length - 1 - at }[event.key];
    if (at < 0 || step === undefined) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    event.preventDefault();
    choose(next);
    next.focus();
  });

  // A choice takes effect at once. By keyboard one passes others on the way to it: then with
  // Enter, or when one leaves it.
  let keyed = false;
  const take = one => { if ("submit" in one.dataset && $("option", one).some(o => o.selected !== o.defaultSelected)) one.form.submit(); };
  on("pointerdown", event => { if (event.target.nodeName === "SELECT") keyed = false; });
  on("keydown", event => {
    if (event.target.nodeName !== "SELECT") return;
    keyed = event.key !== "Enter";
    if (!keyed) take(event.target);
  });
  on("change", event => { if (!keyed) take(event.target); });
  on("focusout", event => { if (keyed && event.target.nodeName === "SELECT") take(event.target); });

  // What was typed and not sent survives a change of the person or the language, and a reload.
  const drafts = $("textarea[id]"), place = one => location.pathname + "#" + one.id;
  for (const one of drafts) {
    const text = sessionStorage.getItem(place(one));
    if (text !== null && one.value === one.defaultValue && text !== one.value) {
      one.value = text;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const sent = new WeakSet();
  on("submit", event => { if (!event.defaultPrevented) sent.add(event.target); });
  addEventListener("pagehide", () => {
    for (const one of drafts)
      if (one.value !== one.defaultValue && !sent.has(one.form)) sessionStorage.setItem(place(one), one.value); else sessionStorage.removeItem(place(one));
  });
})();
