/* The check list by keyboard: a figure answers the line that has the focus and goes down to the next. */
const lines = [...document.querySelectorAll("[data-answers]")];
const keys = document.querySelector("[data-answer-keys]");
if (keys) keys.hidden = false;

const enter = (line) => (line.querySelector("input:checked") ?? line.querySelector("input")).focus();

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
  const line = event.target.closest("[data-answers]");
  const answer = line?.querySelectorAll("input")[Number(event.key) - 1];
  if (!answer) return;
  event.preventDefault();
  answer.checked = true;
  const next = lines[lines.indexOf(line) + 1];
  if (next) enter(next);
  else answer.focus();
});
