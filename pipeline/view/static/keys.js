// Keys for those who like them; every page works without.
"use strict";

const typing = (target) => target.closest("input, select, textarea") !== null;

const lines = () => [...document.querySelectorAll(".stories .what a, .hit > a, .card h3 a")];

function move(step) {
  const all = lines();
  const at = all.indexOf(document.activeElement);
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

const keys = {
  "/": () => document.querySelector("input[type=search]").focus(),
  j: () => move(1),
  k: () => move(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// A choice is a question already: no need for the button.
document.querySelectorAll("#filters select").forEach((choice) => {
  choice.addEventListener("change", () => choice.form.requestSubmit());
});

// Empty fields need not stand in the address.
document.querySelectorAll("#filters").forEach((form) => {
  form.addEventListener("submit", () => {
    form.querySelectorAll("input, select").forEach((field) => {
      field.disabled = field.value === "" || (field.name === "sort" && field.value === "newest");
    });
  });
});
