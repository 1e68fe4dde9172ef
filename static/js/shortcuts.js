/* Single keys, only while no field has the focus, so that Telex and VNI typing is never caught. */
const sheet = document.getElementById("shortcuts");
const typing = (node) => node.isContentEditable || Boolean(node.closest("input, textarea, select"));
let afterG = 0;

const press = (node) => {
  if (node.matches("input, textarea, select")) {
    node.focus();
    node.select?.();
  } else node.click();
};

const find = (attribute, key) => document.querySelector(`[data-${attribute}="${CSS.escape(key)}"]`);

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey) return;
  if (event.ctrlKey) {
    const form = event.key === "Enter" && (event.target.closest("form[method=post]") ?? document.querySelector("main form.form"));
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const going = Date.now() - afterG < 1500;
  afterG = event.key === "g" && !going ? Date.now() : 0;
  if (afterG) return;
  if (event.key === "?" && sheet) {
    event.preventDefault();
    sheet.showModal();
    return;
  }
  const target = find(going ? "goto" : "shortcut", event.key);
  if (!target) return;
  event.preventDefault();
  press(target);
});

for (const button of document.querySelectorAll("[data-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.open)?.showModal());
}

/* The account menu closes when one looks elsewhere. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.account[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.account[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
