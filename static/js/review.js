// Keys of the review page: j k fields, n p reports, r remark, ? the list of keys. The page works without this file.
(function () {
  "use strict";
  var keys = document.querySelector("[data-keys]");
  var current = -1;
  if (keys) { keys.hidden = false; }

  function fields() { return Array.prototype.slice.call(document.querySelectorAll("[data-field]")); }
  function go(step) {
    var all = fields();
    if (!all.length) { return; }
    if (all[current]) { all[current].classList.remove("at"); }
    current = Math.max(0, Math.min(all.length - 1, current + step));
    var row = all[current];
    row.classList.add("at");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }
  function remark() {
    if (current < 0) { go(1); }
    var row = fields()[current];
    var box = row && row.querySelector("[data-remark]");
    if (!box) { return; }
    box.open = true;
    box.querySelector("textarea").focus();
  }
  function follow(key) {
    var link = document.querySelector("a[data-key=" + key + "]");
    if (link) { link.click(); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) { return; }
    switch (event.key) {
      case "j": go(1); break;
      case "k": go(-1); break;
      case "r": remark(); break;
      case "n": case "p": follow(event.key); break;
      case "?": if (keys) { keys.open = !keys.open; } break;
      default: return;
    }
    event.preventDefault();
  });
})();
