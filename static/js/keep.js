// What a person typed and the server does not have yet, kept in this browser: named by its owner, locked with the
// owner's key (AES-GCM), so that another person on this computer neither sees nor sends it.
(function () {
  "use strict";

  var PREFIX = "thidua:";

  function bytes(base64) {
    return Uint8Array.from(window.atob(base64), function (char) { return char.charCodeAt(0); });
  }
  function text(buffer) {
    var out = "";
    new Uint8Array(buffer).forEach(function (byte) { out += String.fromCharCode(byte); });
    return window.btoa(out);
  }

  // The store of one owner. `available` is false where the browser cannot lock (no secure context) or keep anything.
  function open(owner, keyText) {
    var subtle = window.crypto && window.crypto.subtle;
    var storage = null;
    try {
      storage = window.localStorage;
      storage.setItem(PREFIX + "try", "1");
      storage.removeItem(PREFIX + "try");
    } catch (error) { storage = null; }
    if (!subtle || !storage) { return { available: false }; }

    var key = subtle.importKey("raw", bytes(keyText), "AES-GCM", false, ["encrypt", "decrypt"]);
    function name(report, answer) { return PREFIX + owner + ":" + report + ":" + answer; }

    return {
      available: true,
      put: function (report, answer, value) {
        var iv = window.crypto.getRandomValues(new Uint8Array(12));
        var plain = new TextEncoder().encode(JSON.stringify(value));
        return key.then(function (k) { return subtle.encrypt({ name: "AES-GCM", iv: iv }, k, plain); })
          .then(function (locked) {
            storage.setItem(name(report, answer), JSON.stringify({ iv: text(iv), data: text(locked) }));
          });
      },
      drop: function (report, answer) { storage.removeItem(name(report, answer)); },
      // Everything kept of one report: a promise of {answer: value}. What cannot be unlocked is left where it is.
      all: function (report) {
        var start = name(report, "");
        var found = {};
        var waiting = Object.keys(storage).filter(function (one) { return one.indexOf(start) === 0; })
          .map(function (one) {
            return key.then(function (k) {
              var kept = JSON.parse(storage.getItem(one));
              return subtle.decrypt({ name: "AES-GCM", iv: bytes(kept.iv) }, k, bytes(kept.data));
            }).then(function (plain) {
              found[one.slice(start.length)] = JSON.parse(new TextDecoder().decode(plain));
            }).catch(function () { /* another key: not this person's, or damaged */ });
          });
        return Promise.all(waiting).then(function () { return found; });
      },
    };
  }

  // Which reports of this owner have something waiting, and how much: {report: count}. Needs no key.
  function waiting(owner) {
    var counts = {};
    try {
      Object.keys(window.localStorage).forEach(function (one) {
        var parts = one.split(":");
        if (parts[0] + ":" === PREFIX && parts[1] === owner) { counts[parts[2]] = (counts[parts[2]] || 0) + 1; }
      });
    } catch (error) { /* nothing is kept here */ }
    return counts;
  }

  window.keep = { open: open, waiting: waiting };
})();
