/* At the desk: Enter goes to the next question, keys 1 to 3 link a hint, Esc goes on without one. */
const form = document.getElementById("desk-form");
const beside = document.getElementById("beside");
const typing = (node) => Boolean(node.closest("input:not([type=radio], [type=checkbox]), textarea, select"));

const chosen = (name) => form.querySelector(`[name=${name}]:checked`)?.value;

/* Who someone is enters no draft before it is known that the matter needs no sealing; of corruption nothing does. */
const guardDraft = () => {
  const sealed = chosen("kind") === "denunciation";
  const open = Boolean(chosen("kind")) && !sealed;
  for (const group of form.querySelectorAll("[data-identity]")) group.toggleAttribute("data-no-draft", !open);
  form.querySelector("[data-matter]").toggleAttribute("data-no-draft", sealed && chosen("is_corruption") === "yes");
  if (sealed) localStorage.removeItem(`draft:${document.body.dataset.person ?? ""}:${form.dataset.draft}`);
};

const openMore = () => {
  if (Number.parseInt(form.head_count.value, 10) >= 5) form.querySelector(".desk-more").open = true;
};

const link = (number) => {
  form.same_matter_id.value = number;
  beside.dispatchEvent(new Event("refresh"));
};

form.addEventListener("input", (event) => {
  if (["kind", "is_corruption"].includes(event.target.name)) guardDraft();
  if (event.target.name === "head_count") openMore();
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || !event.target.matches("input:not([type=file])")) return;
  event.preventDefault();
  const group = event.target.type === "radio" ? event.target.name : null;
  const fields = [...form.elements].filter((node) => node.offsetParent && !node.disabled && node.matches("input, textarea, select, button") && (!group || node.name !== group || node === event.target));
  fields[fields.indexOf(event.target) + 1]?.focus();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-link], [data-unlink]");
  if (!button || !window.htmx) return;
  event.preventDefault();
  link(button.dataset.link ?? "");
  document.getElementById("content")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const wanted = event.altKey ? event.code.replace("Digit", "") : event.key;
  if (!/^[1-3]$/.test(wanted) || (typing(event.target) && !event.altKey)) return;
  const hint = document.querySelector(`[data-hint="${wanted}"]`);
  if (!hint) return;
  event.preventDefault();
  hint.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const hints = event.target.closest("[data-hints]");
  const back = hints && document.getElementById(hints.dataset.hints);
  back?.focus();
});

for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
guardDraft();
openMore();
