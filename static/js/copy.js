// "Copy the text": without this file the text is marked and copied by hand.
(function () {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var box = document.getElementById(button.dataset.copy);
      function done() { button.textContent = button.dataset.done; }
      function byHand() { box.select(); if (document.execCommand("copy")) { done(); } }
      if (navigator.clipboard) { navigator.clipboard.writeText(box.value).then(done, byHand); } else { byHand(); }
    });
  });
})();
