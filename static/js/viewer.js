// Evidence opens beside the figure: the viewer's own page is fetched and its part shown in a drawer.
// Without this file every link leads to that page.
(function () {
  "use strict";

  if (!window.fetch || !window.DOMParser) { return; }
  var drawer = null;
  var opener = null;

  function close() {
    if (!drawer) { return; }
    drawer.remove();
    drawer = null;
    document.body.classList.remove("viewing");
    if (opener && document.contains(opener)) { opener.focus(); }
  }

  function put(part, address, turned) {
    part.querySelectorAll("a[rel=prev], a[rel=next]").forEach(function (link) {
      link.href = new URL(link.getAttribute("href"), address).href;
    });
    part.querySelector("[data-close]").hidden = false;
    if (!drawer) {
      drawer = document.createElement("div");
      drawer.className = "drawer";
      document.body.appendChild(drawer);
      document.body.classList.add("viewing");
    }
    drawer.replaceChildren(part);
    drawer.scrollTop = 0;
    (part.querySelector(turned ? "a[rel=" + turned + "]" : "[data-close]") || part).focus({ preventScroll: true });
  }

  function open(address, turned) {
    if (drawer) { drawer.setAttribute("aria-busy", "true"); }
    fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error("no page"); }
      return answer.text();
    }).then(function (text) {
      var part = new DOMParser().parseFromString(text, "text/html").querySelector("[data-viewer]");
      if (!part) { throw new Error("no viewer"); }
      put(document.importNode(part, true), address, turned);
    }).catch(function () { window.location.href = address; }).finally(function () {
      if (drawer) { drawer.removeAttribute("aria-busy"); }
    });
  }

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (event.target.closest("[data-close]")) { close(); return; }
    var link = event.target.closest("a[data-view]") || (drawer && event.target.closest(".drawer a[rel=prev], .drawer a[rel=next]"));
    if (!link) { return; }
    event.preventDefault();
    if (link.hasAttribute("data-view")) { opener = link; }
    open(link.href, link.rel === "prev" || link.rel === "next" ? link.rel : "");
  });

  // Arrow keys turn pages while the viewer has the focus; Escape closes the drawer.
  document.addEventListener("keydown", function (event) {
    var viewer = event.target.closest && event.target.closest("[data-viewer]");
    if (event.key === "Escape" && drawer) { close(); return; }
    if (!viewer && !(event.target === document.body)) { return; }
    var turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    var link = turn && document.querySelector("[data-viewer] a[rel=" + turn + "]");
    if (link && !event.altKey && !event.ctrlKey && !event.metaKey) { event.preventDefault(); link.click(); }
  });
})();
