// Saves by itself, counts words, and shows what is asked only sometimes. Without this file the
// page has all of it: buttons that save, words counted on the server, and hints.
(function () {
  "use strict";
  var EVERY = 20000;
  var SIGN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g;

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  var form = document.querySelector("form[data-autosave]");
  if (!form) return;
  var said = form.querySelector("[data-said]");

  function words(text) {
    return text.replace(SIGN, " $& ").split(/\s+/).filter(function (part) {
      return /[\p{L}\p{N}]/u.test(part);
    }).length;
  }

  form.querySelectorAll("[data-count]").forEach(function (line) {
    var field = form.elements[line.dataset.count];
    if (!field || field.tagName !== "TEXTAREA") return;
    var shape = line.textContent, first = String(words(field.value));
    field.addEventListener("input", function () {
      line.textContent = shape.replace(first, String(words(field.value)));
    });
  });

  function showAsked() {
    form.querySelectorAll("[data-if]").forEach(function (part) {
      var chosen = form.querySelector("[name='" + part.dataset.if + "']:checked");
      part.hidden = !chosen || chosen.value !== part.dataset.answer;
    });
  }
  form.addEventListener("change", showAsked);
  showAsked();

  function now() {
    var data = new FormData(form);
    Array.from(data.entries()).forEach(function (entry) {
      if (entry[1] instanceof File) data.delete(entry[0]);
    });
    return data;
  }
  function plain(data) {
    data.delete("_seen");
    return new URLSearchParams(data).toString();
  }

  var saved = plain(now()), timer = null, isStopped = false;

  function save() {
    var data = now(), text = plain(now());
    timer = null;
    if (isStopped || text === saved) return;
    fetch(form.action || location.href, {
      method: "POST", body: data, credentials: "same-origin", redirect: "manual",
      headers: { "X-Autosave": "1" }
    }).then(function (answer) {
      var kind = answer.headers.get("Content-Type") || "";
      if (answer.type === "opaqueredirect" || kind.indexOf("application/json") !== 0) {
        said.textContent = form.dataset.signedOut;
        return null;
      }
      return answer.json().then(function (found) {
        said.textContent = found.says;
        if (answer.ok) {
          saved = text;
          form.elements._seen.value = found.seen;
        } else {
          isStopped = true;
        }
      });
    }).catch(function () {
      said.textContent = form.dataset.lost;
      wait();
    });
  }
  function wait() {
    if (timer === null) timer = setTimeout(save, Number(form.dataset.every) || EVERY);
  }
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  form.addEventListener("submit", function () { isStopped = true; });
})();
