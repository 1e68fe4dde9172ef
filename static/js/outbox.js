/* What was logged while the line was down: kept on this device, sent in order when it is back. The server numbers it, and knows a form that comes twice. */
const bar = document.querySelector("[data-outbox-bar]");
const key = `outbox:${document.body.dataset.person ?? ""}`;
const AGAIN = 15000;
const PATIENCE = 20000;
let flushing = false;
let sending = false;
let held = null;

const waiting = () => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch { return []; /* A damaged box counts as empty. */ }
};
const keep = (entries) => {
  if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
  else localStorage.removeItem(key);
};
const csrf = () => document.querySelector("input[name=csrf_token]")?.value ?? "";
const link = (words, href) => Object.assign(document.createElement("a"), { textContent: words, href });

/* Words of the bar stand in the page, in the reader's language. */
const tell = (...said) => {
  const left = waiting();
  const refused = left.filter((entry) => entry.refused).length;
  const count = left.length ? [`${bar.dataset.waiting} (${left.length})`, ". "] : [];
  const mend = refused ? [`${bar.dataset.refused} (${refused}). `, link(bar.dataset.mend, `${bar.dataset.desk}?mend=1`)] : [];
  bar.hidden = !count.length && !said.length;
  bar.replaceChildren(...said, ...count, ...mend);
};

/* Without files a form travels as one line of text, which the server reads in a fraction of the time. */
const lean = (body) => {
  const values = [...body];
  return values.some(([, value]) => value.size) ? body : new URLSearchParams(values.filter(([, value]) => typeof value === "string"));
};

/* Send one form; give where it led, or why it did not get through: gone, refused. */
const send = async (action, body) => {
  try {
    const answer = await fetch(action, { method: "POST", body: lean(body), headers: { "X-Outbox": "1" }, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.headers.get("X-Location")) return { place: answer.headers.get("X-Location") };
    return { refused: answer.status === 422 || answer.status === 409, gone: answer.status >= 500 };
  } catch {
    return { gone: true };
  }
};

const flush = async () => {
  if (flushing) return;
  flushing = true;
  for (const entry of waiting()) {
    if (entry.refused) continue;
    const body = new FormData();
    for (const [name, value] of entry.values) body.append(name, value);
    body.set("csrf_token", csrf());
    const { place, refused } = await send(entry.action, body);
    if (!place && !refused) break;
    keep(waiting().flatMap((other) => (other.token !== entry.token ? [other] : refused ? [{ ...other, refused: true }] : [])));
    tell(...(place ? [bar.dataset.sent, " ", link(entry.who || bar.dataset.open, place), ". "] : []));
  }
  flushing = false;
};

const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* The next visitor is there: an empty form under a token of its own. */
const clear = (form) => {
  for (const node of form.elements) {
    if (node.type === "radio" || node.type === "checkbox") node.checked = node.defaultChecked && node.name !== "kind";
    else if (node.name === "head_count") node.value = "1";
    else if (node.matches("input:not([type=hidden]), textarea") && !node.matches("[inputmode=numeric]")) node.value = "";
    else if (node.tagName === "SELECT") node.selectedIndex = 0;
  }
  form.form_token.value = fresh();
  form.same_matter_id.value = "";
  localStorage.removeItem(`draft:${document.body.dataset.person ?? ""}:${form.dataset.draft}`);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("input:not([type=hidden])")?.focus();
};

const mayStay = (form) => !form.querySelector("[name=kind][value=denunciation]")?.checked;
const hasFiles = (form) => [...form.querySelectorAll("[type=file]")].some((node) => node.files.length);

const store = (form, body) => {
  const values = [...body].filter(([, value]) => typeof value === "string");
  keep([...waiting(), { token: form.form_token.value, action: form.action, who: form.full_name.value, at: Date.now(), values }]);
  clear(form);
  tell(bar.dataset.kept, " ");
};

/* A denouncer and files are never kept here: the page holds them and sends them itself when the line is back. */
const hold = (form) => {
  held = form;
  tell(hasFiles(form) ? bar.dataset.files : bar.dataset.sealed, " ");
};

const take = async (form) => {
  if (sending) return;
  sending = true;
  const button = form.querySelector(".btn-primary[type=submit]");
  button.setAttribute("aria-disabled", "true");
  const body = new FormData(form);
  const { place, gone } = await send(form.action, body);
  button.removeAttribute("aria-disabled");
  sending = false;
  if (place) location.assign(place);
  else if (!gone) form.submit();
  else if (mayStay(form) && !hasFiles(form)) store(form, body);
  else hold(form);
};

/* What the server refused comes back into the form, to be mended and sent. */
const mend = (form) => {
  const entry = waiting().find((each) => each.refused);
  if (!entry) return;
  for (const node of form.elements) {
    const wanted = entry.values.filter(([name]) => name === node.name).map(([, value]) => value);
    if (!wanted.length || node.name === "csrf_token") continue;
    if (node.type === "radio" || node.type === "checkbox") node.checked = wanted.includes(node.value);
    else if (node.type !== "file") node.value = wanted[0];
  }
  keep(waiting().filter((each) => each.token !== entry.token));
  form.dispatchEvent(new Event("input", { bubbles: true }));
  tell();
};

const form = document.querySelector("form[data-outbox]");
form?.addEventListener("submit", (event) => {
  if (event.submitter?.name || event.defaultPrevented) return;
  event.preventDefault();
  take(form);
});
if (bar) {
  if (form && new URLSearchParams(location.search).has("mend")) mend(form);
  tell();
  flush();
  const again = () => (held ? take(held) : flush());
  addEventListener("online", again);
  setInterval(again, AGAIN);
}
