// Saves answer by answer while a person fills in a report. One request at a time; what cannot be sent waits in this
// browser and is sent later, with the version it was based on. Without this file the Save button does the same.
(function () {
  "use strict";

  var form = document.querySelector("form[data-fill]");
  if (!form || !window.fetch || !window.Promise) { return; }
  var words = JSON.parse(document.getElementById("fill-words").dataset.words);
  var report = form.dataset.report;
  var slug = form.dataset.section;
  var store = window.keep.open(form.dataset.owner, form.dataset.key);
  var tab = Math.random().toString(36).slice(2) + Date.now().toString(36);
  var answers = {}; // key → what this page knows of one answer
  var elsewhere = {}; // key → entry of another section that still waits
  var busy = false;
  var offlineSince = null;
  var retryAfter = 0;
  var signedOut = false;
  var activeAt = Date.now();
  var savedAt = "";
  delete form.dataset.warn;

  // ---- one answer

  function boxes(one) {
    return Array.prototype.filter.call(one.el.querySelectorAll("input, select, textarea"), function (box) {
      return box.name && box.name.indexOf(one.key + "-") === 0;
    });
  }
  function entryOf(one) {
    var entry = {};
    boxes(one).forEach(function (box) {
      if (box.type === "checkbox") { if (box.checked) { entry[box.name] = "on"; } } else { entry[box.name] = box.value; }
    });
    return entry;
  }
  function typed(entry, key) {
    var copy = {};
    Object.keys(entry).sort().forEach(function (name) {
      if (name !== key + "-seen" && name !== key + "-base") { copy[name] = entry[name]; }
    });
    return JSON.stringify(copy);
  }
  function fillIn(one, entry) {
    boxes(one).forEach(function (box) {
      if (box.type === "checkbox") { box.checked = Boolean(entry[box.name]) && entry[box.name] !== "false"; }
      else if (box.name in entry) { box.value = entry[box.name] === null ? "" : entry[box.name]; }
    });
  }
  function hidden(one, name) { return form.elements[one.key + "-" + name]; }
  function part(one, name) { return one.el.querySelector('[data-part="' + name + '"]'); }
  function say(one, text, tone) {
    var place = part(one, "state");
    if (place) { place.textContent = text; place.className = "saving small " + (tone || ""); }
  }
  // The bar speaks for the whole section: it is not "saved" while one answer is not.
  function bar(time) {
    savedAt = time || savedAt;
    var open = Object.keys(answers).filter(function (key) { return answers[key].held; });
    if (open.length) {
      overall(words.open.replace("{n}", open.length), "bad");
    } else if (savedAt) {
      overall(words.saved.replace("{time}", savedAt), "ok");
    }
  }
  function overall(text, tone) {
    document.querySelectorAll("[data-saved]").forEach(function (place) {
      place.textContent = text;
      place.className = "saved " + (tone || "");
    });
  }

  // ---- typing

  function touched(one, soon) {
    if (typed(entryOf(one), one.key) === one.clean) {
      if (one.dirty) { one.dirty = false; say(one, ""); forget(one.key); }
      return;
    }
    one.dirty = true;
    one.held = false;
    one.dueAt = Date.now() + (soon ? 0 : 2500);
    say(one, words.unsaved);
    window.clearTimeout(one.storing);
    one.storing = window.setTimeout(function () { remember(one); }, 300);
    window.setTimeout(work, soon ? 0 : 2550);
  }
  function remember(one) {
    if (store.available && one.dirty) {
      store.put(report, one.key, { entry: entryOf(one), section: slug, label: one.label, at: Date.now() })
        .catch(function () { store.available = false; });
    }
  }
  function forget(key) { if (store.available) { store.drop(report, key); } }

  form.addEventListener("input", function (event) {
    var one = of(event.target);
    if (one) { choose(event.target, one); touched(one, false); }
  });
  form.addEventListener("change", function (event) {
    var one = of(event.target);
    if (one) { touched(one, true); }
  });
  function of(node) {
    var el = node.closest("[data-answer]");
    return el && answers[el.dataset.answer];
  }
  // A figure typed means "there is a figure"; a reason for none empties nothing, the server asks which is meant.
  function choose(box, one) {
    if (box.inputMode === "decimal" && box.value.trim()) {
      var kind = form.elements[one.key + "-status"];
      if (kind) { kind.value = "value"; }
    }
  }
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.target.inputMode !== "decimal") { return; }
    event.preventDefault();
    var all = Array.prototype.slice.call(form.querySelectorAll('input[inputmode="decimal"], textarea:not([rows="2"])'));
    var next = all[all.indexOf(event.target) + 1];
    if (next) { next.focus(); if (next.select) { next.select(); } }
  });
  document.addEventListener("click", function (event) {
    var reading = event.target.closest("[data-reading]");
    if (reading) {
      var box = document.getElementById(reading.dataset.reading);
      box.value = reading.textContent;
      box.focus();
      touched(of(box), true);
    }
  });
  ["keydown", "pointerdown", "wheel", "touchstart"].forEach(function (name) {
    document.addEventListener(name, function () { activeAt = Date.now(); }, { passive: true });
  });

  // ---- sending

  function address(key) { return form.dataset.answerUrl.replace("v0", key); }
  function body(entry) {
    var data = new FormData();
    Object.keys(entry).forEach(function (name) { data.append(name, entry[name]); });
    data.append("tab", tab);
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return data;
  }
  function ask(url, options) {
    var abort = new AbortController();
    var clock = window.setTimeout(function () { abort.abort(); }, 30000);
    options.signal = abort.signal;
    options.redirect = "manual";
    options.credentials = "same-origin";
    options.headers = { "HX-Request": "true", "X-Requested-With": "fetch", Accept: "application/json" };
    return window.fetch(url, options).then(function (answer) {
      window.clearTimeout(clock);
      return answer;
    }, function (error) {
      window.clearTimeout(clock);
      throw error;
    });
  }

  function due() {
    var now = Date.now();
    var keys = Object.keys(answers).filter(function (key) {
      return answers[key].dirty && !answers[key].held && answers[key].dueAt <= now;
    });
    if (keys.length) { return { key: keys[0], one: answers[keys[0]], entry: entryOf(answers[keys[0]]) }; }
    keys = Object.keys(elsewhere).filter(function (key) { return !elsewhere[key].held; });
    return keys.length ? { key: keys[0], entry: elsewhere[keys[0]].entry } : null;
  }

  function work() {
    if (busy || signedOut || Date.now() < retryAfter) { return; }
    var next = due();
    if (!next) { return; }
    busy = true;
    if (next.one) { say(next.one, words.saving); }
    ask(address(next.key), { method: "POST", body: body(next.entry), keepalive: JSON.stringify(next.entry).length < 50000 })
      .then(function (answer) { return received(next, answer); })
      .catch(function () { lineIsDown(); })
      .then(function () { busy = false; if (due()) { window.setTimeout(work, 0); } });
  }

  function received(next, answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401) { sessionEnded(answer); return null; }
    if (answer.status === 403) { return renew(); }
    if (answer.status >= 500 || answer.status === 429) { lineIsDown(); return null; }
    if (answer.status === 404) { refused(next, words.gone); return null; }
    return answer.json().then(function (state) {
      lineIsUp();
      if (state.state === "refused") { refused(next, state.message); return; }
      if (state.state === "moved") {
        if (next.one) { return take(next.one); }
        delete elsewhere[next.key];
        forget(next.key);
        return;
      }
      if (next.one) { settle(next.one, next.entry, state); } else { settleElsewhere(next.key, state); }
    });
  }

  function settle(one, sent, state) {
    var same = typed(entryOf(one), one.key) === typed(sent, one.key);
    if (part(one, "words")) { part(one, "words").innerHTML = state.words; }
    part(one, "beside").innerHTML = state.beside;
    offerReadings(one);
    one.el.classList.toggle("wrong", state.state !== "saved");
    boxes(one).forEach(function (box) { box.classList.toggle("is-invalid", state.state !== "saved" && box.inputMode === "decimal"); });
    if (state.state === "saved") {
      hidden(one, "seen").value = state.seen;
      hidden(one, "base").value = state.base;
      lookLater(one.key);
      one.clean = typed(sent, one.key);
      one.dirty = !same;
      say(one, same ? words.saved.replace("{time}", state.time) : words.unsaved, same ? "ok" : "");
      one.held = false;
      bar(state.time);
      if (same) { forget(one.key); } else { one.dueAt = Date.now() + 500; }
      return;
    }
    one.theirs = state.state === "conflict" ? { seen: state.seen, base: state.base } : null; // for "keep mine"
    one.held = same; // until the person changes or decides something; the entry stays in this browser
    say(one, state.state === "conflict" ? words.conflict : words.invalid, "bad");
    bar();
    remember(one);
  }
  function offerReadings(one) {
    part(one, "beside").querySelectorAll("[data-reading]").forEach(function (button) { button.hidden = false; });
  }

  // What the checks say is asked for when the typing pauses, for everything saved since.
  var lookAt = {};
  var looking = null;
  var lookedAt = Date.now();
  function lookLater(key) {
    lookAt[key] = true;
    window.clearTimeout(looking);
    looking = window.setTimeout(look, Date.now() - lookedAt > 5000 ? 0 : 1200);
  }
  function look() {
    var keys = Object.keys(lookAt);
    if (busy) { looking = window.setTimeout(look, 300); return; }
    if (!keys.length) { return; }
    lookAt = {};
    lookedAt = Date.now();
    ask(address(keys[0]) + "?also=" + keys.join(","), { method: "GET" })
      .then(function (answer) { return answer.ok ? answer.json().then(progress) : null; })
      .catch(function () { keys.forEach(function (key) { lookAt[key] = true; }); });
  }

  function settleElsewhere(key, state) {
    if (state.state === "saved") { delete elsewhere[key]; forget(key); } else { elsewhere[key].held = true; }
    banners();
  }
  function refused(next, message) {
    if (next.one) { next.one.held = true; say(next.one, message, "bad"); } else { elsewhere[next.key].held = true; }
    banner("refused", message + " " + words.kept);
  }
  function progress(state) {
    var steps = document.querySelector("[data-steps]");
    if (steps && state.steps) { steps.innerHTML = state.steps; }
    Object.keys(state.rows || {}).forEach(function (key) {
      var one = answers[key];
      if (!one || one.dirty) { return; }
      ["beside", "words", "echo"].forEach(function (name) {
        if (part(one, name)) { part(one, name).innerHTML = state.rows[key][name]; }
      });
      one.el.querySelector(".proofs").outerHTML = state.rows[key].evidence;
    });
    (state.totals || []).forEach(function (total) {
      var one = answers[total.key];
      if (!one) { return; }
      var place = one.el.querySelector('[data-part="total"] span');
      if (place) { place.textContent = total.shown; }
      if (!one.dirty) { hidden(one, "seen").value = total.seen; hidden(one, "base").value = total.base; }
    });
  }

  // A conflict is decided here as on the page without JavaScript: keep mine, or take theirs.
  form.addEventListener("click", function (event) {
    var button = event.target.closest('[data-part="beside"] button[name="then"]');
    var one = button && of(button);
    if (!one) { return; }
    event.preventDefault();
    if (button.value.indexOf("theirs:") === 0) { take(one); return; }
    if (one.theirs) { hidden(one, "seen").value = one.theirs.seen; hidden(one, "base").value = one.theirs.base; }
    one.held = false;
    one.dirty = true;
    one.dueAt = 0;
    work();
  });
  function take(one) {
    return ask(address(one.key), { method: "GET" }).then(function (answer) { return answer.json(); })
      .then(function (state) {
        fillIn(one, state.entries);
        hidden(one, "seen").value = state.seen;
        hidden(one, "base").value = state.base;
        one.clean = typed(entryOf(one), one.key);
        one.dirty = one.held = false;
        one.el.classList.remove("wrong");
        boxes(one).forEach(function (box) { box.classList.remove("is-invalid"); });
        forget(one.key);
        say(one, state.by ? words.by.replace("{name}", state.by) : "", "ok");
        progress(state);
      }).catch(lineIsDown);
  }

  // ---- the line, the session, the others

  function banner(name, text, link) {
    var place = document.getElementById("fill-" + name);
    if (!place) { return; }
    place.hidden = !text;
    place.querySelector("[data-text]").textContent = text || "";
    var anchor = place.querySelector("a");
    if (anchor) { anchor.hidden = !link; if (link) { anchor.href = link; } }
  }
  function banners() {
    var stuck = Object.keys(elsewhere).filter(function (key) { return elsewhere[key].held; });
    var first = stuck.length && elsewhere[stuck[0]];
    banner("elsewhere", first ? words.elsewhere.replace("{label}", first.label) : "",
      first ? "../" + first.section + "/#" + first.label : "");
  }
  function lineIsDown() {
    offlineSince = offlineSince || Date.now();
    var pause = Math.min(30000, 2000 + (Date.now() - offlineSince) / 2);
    retryAfter = Date.now() + pause;
    Object.keys(answers).forEach(function (key) {
      if (answers[key].dirty) { say(answers[key], store.available ? words.waiting : words.unsaved, "warn"); }
    });
    banner("offline", store.available ? words.offline : words.offlineUnkept);
    overall(words.waiting, "warn");
    window.setTimeout(work, pause + 50);
  }
  function lineIsUp() { offlineSince = null; retryAfter = 0; banner("offline", ""); }
  window.addEventListener("online", function () { retryAfter = 0; work(); });

  function sessionEnded(answer) {
    signedOut = true;
    var link = answer.headers && answer.headers.get("X-Sign-In");
    link = link ? link.replace(/next=[^&]*/, "next=" + encodeURIComponent(window.location.pathname)) : form.dataset.signIn;
    banner("signedout", store.available ? words.signedOut : words.signedOutUnkept, link);
    overall(words.waiting, "warn");
  }
  // Somebody signed in again (here or in another tab): go on only if it is the same person.
  function renew() {
    return ask(form.dataset.presenceUrl, { method: "GET" }).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 401) { sessionEnded(answer); return null; }
      if (answer.status === 404) { banner("signedout", words.otherPerson); signedOut = true; return null; }
      return answer.json().then(function (state) {
        if (state.owner !== form.dataset.owner) { banner("signedout", words.otherPerson); signedOut = true; return; }
        form.elements.csrfmiddlewaretoken.value = state.csrf;
        signedOut = false;
        banner("signedout", "");
        others(state);
      });
    });
  }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      Object.keys(answers).forEach(function (key) { if (answers[key].dirty) { answers[key].dueAt = 0; remember(answers[key]); } });
      work();
    } else if (signedOut) {
      renew().then(work).catch(function () { /* still no line */ });
    }
  });

  function ping() {
    if (document.visibilityState !== "visible" || signedOut || Date.now() - activeAt > 300000) { return; }
    var data = new FormData();
    data.append("section", slug);
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    ask(form.dataset.presenceUrl, { method: "POST", body: data }).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 401) { sessionEnded(answer); return null; }
      return answer.ok ? answer.json().then(others) : null;
    }).catch(function () { /* the next save will say so */ });
  }
  function others(state) {
    var here = state.people.map(function (one) { return one.name + " (" + one.section + ")"; }).join(", ");
    banner("people", here ? words.people.replace("{names}", here) : "");
    Object.keys(answers).forEach(function (key) {
      var one = answers[key];
      var behind = state.versions[key] > Number(hidden(one, "seen").value);
      if (behind && !one.dirty && !busy && !one.el.contains(document.activeElement)) { take(one); }
    });
  }

  window.addEventListener("beforeunload", function (event) {
    var unsent = Object.keys(answers).some(function (key) { return answers[key].dirty; });
    if (unsent && !store.available && !form.dataset.sent) { event.preventDefault(); }
  });
  // Save sends what is not sent yet. Other buttons send the whole page; without a line they would end on the
  // browser's own error page, so they wait. The next page compares what is kept here with what was saved.
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    var plain = !button || !button.name;
    Object.keys(answers).forEach(function (key) { remember(answers[key]); });
    if (plain || offlineSince || window.navigator.onLine === false) {
      event.preventDefault();
      retryAfter = 0;
      Object.keys(answers).forEach(function (key) { if (answers[key].dirty) { answers[key].dueAt = 0; } });
      if (window.navigator.onLine === false) { lineIsDown(); } else { work(); }
      bar();
      return;
    }
    busy = true;
    window.setTimeout(function () { busy = false; }, 10000);
  });

  // ---- files dropped on a figure

  document.addEventListener("dragover", function (event) {
    var zone = event.target.closest("[data-drop]");
    if (zone) { event.preventDefault(); zone.classList.add("over"); }
  });
  document.addEventListener("dragleave", function (event) {
    var zone = event.target.closest("[data-drop]");
    if (zone) { zone.classList.remove("over"); }
  });
  document.addEventListener("drop", function (event) {
    var zone = event.target.closest("[data-drop]");
    if (!zone) { return; }
    event.preventDefault();
    zone.classList.remove("over");
    upload(zone, event.dataTransfer.files);
  });
  function upload(zone, files) {
    var one = of(zone);
    if (!one || !files.length) { return; }
    var request = new XMLHttpRequest();
    var data = new FormData();
    Array.prototype.forEach.call(files, function (file) { data.append("files", file); });
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    request.open("POST", zone.dataset.drop);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) { say(one, words.uploading.replace("{n}", Math.round(100 * event.loaded / event.total))); }
    };
    request.onerror = function () { say(one, words.uploadFailed, "bad"); };
    request.onload = function () {
      var result;
      try { result = JSON.parse(request.responseText); } catch (error) { say(one, words.uploadFailed, "bad"); return; }
      var notes = (result.refused || []).concat(result.remarks || []);
      ask(address(one.key), { method: "GET" }).then(function (answer) { return answer.json(); }).then(function (state) {
        progress(state);
        say(one, notes.length ? notes.join(" ") : words.attached, notes.length ? "bad" : "ok");
      }).catch(lineIsDown);
    };
    request.send(data);
  }

  // "Attach" chooses files here and now; document numbers have their own page.
  form.addEventListener("click", function (event) {
    var button = event.target.closest('button[name="then"][value^="attach:"]');
    if (!button) { return; }
    event.preventDefault();
    var chooser = document.createElement("input");
    chooser.type = "file";
    chooser.multiple = true;
    chooser.accept = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx";
    chooser.addEventListener("change", function () { upload(button.closest("[data-drop]"), chooser.files); });
    chooser.click();
  });

  // ---- beginning: know the answers, then take up what waited

  form.querySelectorAll("[data-answer]").forEach(function (el) {
    var one = { key: el.dataset.answer, el: el, label: el.id, dirty: false, held: false, dueAt: 0 };
    answers[one.key] = one;
    var wrong = el.classList.contains("wrong");
    one.clean = wrong ? null : typed(entryOf(one), one.key);
    el.querySelectorAll("[data-reading]").forEach(function (button) { button.hidden = false; });
  });
  if (store.available) {
    store.all(report).then(function (kept) {
      var taken = 0;
      Object.keys(kept).forEach(function (key) {
        var one = answers[key];
        if (!one) {
          elsewhere[key] = { entry: kept[key].entry, section: kept[key].section, label: kept[key].label, held: false };
        } else if (typed(kept[key].entry, key) === one.clean) {
          forget(key);
        } else if (one.clean !== null && !one.dirty) {
          fillIn(one, kept[key].entry);
          one.dirty = true;
          one.dueAt = 0;
          taken += 1;
        }
      });
      if (taken || Object.keys(elsewhere).length) { overall(words.takenUp, "warn"); work(); }
    });
  }
  ping();
  window.setInterval(ping, 30000);
  window.setInterval(work, 1000);
})();
