// Files of one field: chosen or dropped, they are sent one after the other, each with its own progress.
// Without this file the form sends them together.
(function () {
  "use strict";

  var form = document.querySelector("form[data-evidence]");
  if (!form || !window.FormData || !window.DOMParser) { return; }
  var zone = form.querySelector(".drop-zone");
  var chooser = form.querySelector("input[type=file]");
  var list = form.querySelector("[data-uploads]");
  var token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  var waiting = [];
  var busy = false;
  form.querySelector("[data-drop-hint]").hidden = false;

  function line(file) {
    var item = document.createElement("li");
    var name = document.createElement("span");
    var bar = document.createElement("progress");
    var said = document.createElement("span");
    name.textContent = file.name + " ";
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    said.className = "small";
    item.append(name, bar, said);
    list.appendChild(item);
    return { bar: bar, said: said, file: file };
  }

  function say(one, texts, tone) {
    one.said.className = "small " + tone;
    one.said.textContent = " " + texts.join(" ");
    one.bar.hidden = true;
  }

  // The name stands in front already.
  function bare(text, name) {
    return text.indexOf(name + ": ") === 0 ? text.slice(name.length + 2) : text;
  }

  function next() {
    if (busy || !waiting.length) { return; }
    busy = true;
    var one = waiting.shift();
    var data = new FormData();
    var request = new XMLHttpRequest();
    data.append("csrfmiddlewaretoken", token);
    data.append("files", one.file, one.file.name);
    request.open("POST", form.getAttribute("action") || window.location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", function (event) {
      if (event.lengthComputable) { one.bar.value = Math.round(100 * event.loaded / event.total); }
    });
    request.addEventListener("load", function () {
      var answer = null;
      try { answer = JSON.parse(request.responseText); } catch (error) { answer = null; }
      if (!answer || !answer.attached) { done(one, [form.dataset.failed], "down"); return; }
      if (answer.refused.length) { done(one, answer.refused.map(function (text) { return bare(text, one.file.name); }), "down"); return; }
      done(one, [form.dataset.done].concat(answer.remarks), answer.remarks.length ? "to-check" : "up");
    });
    request.addEventListener("error", function () { done(one, [form.dataset.failed], "down"); });
    request.addEventListener("abort", function () { done(one, [form.dataset.failed], "down"); });
    one.said.textContent = " " + form.dataset.sending;
    request.send(data);
  }

  function done(one, texts, tone) {
    say(one, texts, tone);
    busy = false;
    if (waiting.length) { next(); } else { refresh(); }
  }

  // The lists beside the form, as the server has them now.
  function refresh() {
    window.fetch(window.location.href, { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    }).then(function (html) {
      var fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-evidence-lists]");
      var old = document.querySelector("[data-evidence-lists]");
      if (fresh && old) { old.replaceWith(document.importNode(fresh, true)); }
    }).catch(function () { /* what was attached is said beside each file; the lists follow with the next page */ });
  }

  function take(files) {
    Array.prototype.forEach.call(files, function (file) { waiting.push(line(file)); });
    next();
  }

  // Files were taken when they were chosen: pressing the button with nothing new to say leads back, not to a complaint.
  form.addEventListener("submit", function (event) {
    var nothing = !form.elements.reference.value.trim() && !chooser.files.length;
    if (nothing && list.children.length) {
      event.preventDefault();
      window.location.href = form.dataset.back;
    }
  });
  chooser.addEventListener("change", function () {
    take(chooser.files);
    chooser.value = "";
  });
  ["dragenter", "dragover"].forEach(function (name) {
    zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("over"); });
  });
  ["dragleave", "drop"].forEach(function (name) {
    zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.remove("over"); });
  });
  zone.addEventListener("drop", function (event) { take(event.dataTransfer.files); });
  ["dragover", "drop"].forEach(function (name) {
    window.addEventListener(name, function (event) { event.preventDefault(); }); // a file beside the zone opens no page
  });
  window.addEventListener("beforeunload", function (event) {
    if (busy || waiting.length) { event.preventDefault(); }
  });
})();
