// Conveniences only; every page works without this file.
(function () {
  "use strict";

  // A second click must not send a form twice. What the server does with a second sending is its own matter.
  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("button[data-held]").forEach(function (button) {
      button.disabled = false;
      delete button.dataset.held;
    });
  }
  function hold(form) {
    form.querySelectorAll("button[type=submit]:not(:disabled)").forEach(function (button) {
      button.disabled = true;
      button.dataset.held = "1";
    });
    window.setTimeout(function () { release(form); }, 10000); // the answer was a file, or never came
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { hold(form); }, 0); // later: a disabled button would not be sent
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { document.querySelectorAll("form[data-sent]").forEach(release); }
  });

  // Warn before leaving a form with unsaved words; sending that very form is not leaving it.
  var unsaved = null;
  document.addEventListener("input", function (event) {
    unsaved = event.target.closest("form[data-warn]") || unsaved;
  });
  document.addEventListener("submit", function (event) {
    if (event.target === unsaved) { unsaved = null; }
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved) { event.preventDefault(); }
  });

  // Errors first: the summary takes the focus.
  document.addEventListener("DOMContentLoaded", function () {
    var summary = document.querySelector("[data-focus]");
    if (summary) { summary.focus(); }
    // What was refused is typed, but not saved: leaving it is warned about as if it had just been typed.
    var arrival = window.performance.getEntriesByType("navigation")[0];
    if (arrival && arrival.responseStatus >= 400) {
      unsaved = document.querySelector("form[data-warn]:has(.is-invalid, [aria-invalid=true], .three-ways)") || unsaved;
    }
  });

  // Menus of the top bar close like menus do.
  function closeMenus(except) {
    document.querySelectorAll(".top details[open]").forEach(function (menu) {
      if (menu !== except) { menu.open = false; }
    });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest(".top details"));
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  document.addEventListener("keydown", function (event) {
    var menu = document.querySelector(".top details[open]");
    if (event.key !== "Escape" || !menu) { return; }
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
