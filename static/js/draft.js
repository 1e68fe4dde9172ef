/* A draft without asking: kept on this device, offered back, cleared once the form was saved. Sealed fields are never kept. */
const EVERY = 3000;
const KEEP_DAYS = 7;
const keyOf = (name) => `draft:${document.body.dataset.person ?? ""}:${name}`;
const kept = (node) => node.name && !node.closest("[data-no-draft]") && !["hidden", "password", "file", "submit"].includes(node.type);

const read = (form) => {
  const values = {};
  for (const node of form.elements) {
    if (!kept(node)) continue;
    if (["checkbox", "radio"].includes(node.type)) {
      if (node.checked) (values[node.name] ??= []).push(node.value);
    } else if (node.value) values[node.name] = [node.value];
  }
  return values;
};

const fill = (form, values) => {
  for (const node of form.elements) {
    if (!kept(node) && !(node.name in values)) continue;
    const wanted = values[node.name] ?? [];
    if (["checkbox", "radio"].includes(node.type)) node.checked = wanted.includes(node.value);
    else if (wanted.length) node.value = wanted[0];
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const load = (key) => {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft && Date.now() - draft.at < KEEP_DAYS * 864e5) return draft;
  } catch { /* A damaged draft counts as none. */ }
  localStorage.removeItem(key);
  return null;
};

const clock = (moment) => new Date(moment).toLocaleTimeString("vi-VN", { hour12: false });

const show = (bar, part, ...content) => {
  bar.hidden = false;
  bar.querySelector(`[data-draft-${part}]`).replaceChildren(...content);
};

const choice = (label, act) => {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.addEventListener("click", act);
  return button;
};

const offer = (form, bar, key, draft) => {
  const close = () => {
    show(bar, "offer");
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  };
  const take = choice(bar.dataset.take, () => { fill(form, draft.values); close(); });
  const drop = choice(bar.dataset.drop, () => { localStorage.removeItem(key); close(); });
  const day = new Date(draft.at).toLocaleDateString("vi-VN");
  show(bar, "offer", `${bar.dataset.found} ${clock(draft.at)} ${day}. `, take, " ", drop);
};

const watch = (form) => {
  const key = keyOf(form.dataset.draft);
  const bar = form.querySelector("[data-draft-bar]");
  const untouched = JSON.stringify(read(form));
  let before = untouched;
  const draft = load(key);
  if (bar && draft && JSON.stringify(draft.values) !== untouched) offer(form, bar, key, draft);
  const save = () => {
    const values = read(form);
    const after = JSON.stringify(values);
    if (after === before) return;
    before = after;
    const at = Date.now();
    try {
      localStorage.setItem(key, JSON.stringify({ at, values }));
    } catch { return; /* A full or shut store must not stop the desk. */ }
    if (bar) show(bar, "saved", `${bar.dataset.saved} ${clock(at)}`);
  };
  setInterval(save, EVERY);
  addEventListener("pagehide", save);
};

for (const done of document.querySelectorAll("[data-draft-done]")) localStorage.removeItem(keyOf(done.dataset.draftDone));
for (const out of document.querySelectorAll("form[data-forget-drafts]")) {
  out.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  });
}
for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
