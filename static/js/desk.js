/* At the desk: keys 1 to 3 take a hint, Esc goes on without one. */
const typing = (node) => Boolean(node.closest("input:not([type=radio], [type=checkbox]), textarea, select"));

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
