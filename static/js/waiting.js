// Says on every page that something this person typed still waits in this browser, and where to send it.
(function () {
  "use strict";
  var place = document.getElementById("waiting");
  var counts = window.keep.waiting(place ? place.dataset.owner : "");
  var filling = document.querySelector("form[data-fill]");
  var here = filling && filling.dataset.report;
  var report = Object.keys(counts).filter(function (one) { return one !== here; })[0];
  if (!place || !report) { return; }
  place.querySelector("a").href = "/reports/" + encodeURIComponent(report) + "/";
  place.hidden = false;
})();
