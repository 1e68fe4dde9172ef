/* A quiet word before the session locks. It asks the server nothing by itself, so it keeps no session alive. */
const bar = document.querySelector("[data-idle-bar]");
const minutes = Number(document.body.dataset.idle);
const LONGEST = 24 * 60;
let timer;

const warn = () => { bar.hidden = false; };
const restart = () => {
  bar.hidden = true;
  clearTimeout(timer);
  timer = setTimeout(warn, (minutes - Math.min(2, minutes / 3)) * 60000);
};
const stay = async () => {
  try {
    const answer = await fetch(bar.dataset.idleBar, { redirect: "manual" });
    if (answer.ok) restart();
    else bar.firstElementChild.textContent = bar.dataset.over;
  } catch { /* Without a line the bar stays. */ }
};

if (bar && minutes > 0 && minutes <= LONGEST) {
  restart();
  bar.querySelector("button").addEventListener("click", stay);
  document.addEventListener("htmx:afterRequest", restart);
}
