// Tells sooner what the handler would say, and sends a form once. Rules and words stand in the page
// as data attributes, and the handler judges every answer again: without this script nothing is lost.
const form = document.querySelector("form.form");
const button = form.querySelector("[type=submit]");
const { fault: prefix, offline, sending } = form.dataset;
let pressed = false;
let sent = 0;

function answerIn(field) {
  const controls = [...field.querySelectorAll("input, select, textarea")];
  const given = controls.filter(({ type, checked }) => !/radio|checkbox/.test(type) || checked);
  return given.map(({ value }) => value.normalize().trim()).join("");
}

// The first problem with an answer, in the handler's order.
function problemIn(field) {
  const { missing, control, long, limit, other, pattern } = field.dataset;
  const answer = answerIn(field);
  const length = [...answer].length;
  if (!answer) return missing;
  if (limit && /[^\P{Cc}\t\n]/u.test(answer)) return control;
  if (limit && length > limit) return long.replace("{length}", length);
  if (pattern && !new RegExp(`^(?:${pattern})$`, "u").test(answer)) return other;
}

// Leaves a field as the handler would have sent it: with its problem, or without any.
function check(field) {
  const problem = problemIn(field);
  const described = field.querySelector("[aria-describedby]");
  const id = `fout-${field.querySelector("[name]").name}`;
  const others = described.getAttribute("aria-describedby").split(" ").filter((each) => each !== id);
  described.setAttribute("aria-describedby", [...(problem ? [id] : []), ...others].join(" "));
  const checkboxes = described.matches("fieldset:not([role])");
  for (const each of checkboxes ? field.querySelectorAll("input") : [described]) {
    if (problem) each.setAttribute("aria-invalid", "true");
    else each.removeAttribute("aria-invalid");
  }
  field.classList.toggle("field--wrong", Boolean(problem));
  field.querySelector(".field__message")?.remove();
  if (problem) insert(field, id, problem);
}

function insert(field, id, problem) {
  const message = Object.assign(document.createElement("p"), { className: "field__message", id });
  const strong = Object.assign(document.createElement("strong"), { textContent: prefix });
  message.append(strong, ` ${problem}`);
  const above = field.querySelector(".field__help") || field.querySelector(".field__label");
  if (above) above.after(message);
  else field.prepend(message);
}

// A message moves what is below it. While the mouse is down that would take the target from under
// the pointer and lose the click: wait until the click is done.
function checkLater(field) {
  const soon = () => setTimeout(() => {
    check(field);
    // The message may have pushed what has the focus now out of the window.
    document.activeElement.scrollIntoView({ block: "nearest" });
  });
  if (pressed) addEventListener("pointerup", soon, { once: true });
  else soon();
}

addEventListener("pointerdown", () => { pressed = true; }, true);
for (const name of ["pointerup", "pointercancel"]) {
  addEventListener(name, () => { pressed = false; }, true);
}

form.addEventListener("focusout", ({ target, relatedTarget }) => {
  const field = target.closest(".field");
  const left = document.hasFocus(); // or else the whole window was left, perhaps to look something up
  if (field && left && !field.contains(relatedTarget)) checkLater(field);
});

form.addEventListener("input", ({ target }) => {
  const field = target.closest(".field.field--wrong");
  if (field) check(field);
});

// What happens to the form as a whole, beside its button.
function say(role, text) {
  form.querySelector(".form__state")?.remove();
  if (!text) return;
  const state = document.createElement("p");
  state.className = `form__state form__state--${role}`;
  state.setAttribute("role", role);
  state.textContent = text;
  button.before(state);
}

function ready() {
  clearTimeout(sent);
  sent = 0;
  button.removeAttribute("aria-disabled");
  say();
}

form.addEventListener("submit", (event) => {
  if (sent || !navigator.onLine) event.preventDefault();
  if (sent) return;
  if (!navigator.onLine) {
    say("alert", offline);
    return;
  }
  // Whoever stops the sending can send again; for the handler a repeat does not count twice.
  sent = setTimeout(ready, 15_000);
  button.setAttribute("aria-disabled", "true");
  say("status", sending);
});

addEventListener("pageshow", ready);
addEventListener("online", () => { if (!sent) say(); });
