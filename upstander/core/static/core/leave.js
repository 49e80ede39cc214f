// Leave quickly: cover the page at once, end the visit, and leave no entry of this page behind.
// Also Shift three times within five seconds. Everything else works without this file.
(function () {
  "use strict";
  var presses = [];
  function leave(event) {
    if (event) event.preventDefault();
    var cover = document.createElement("div");
    cover.className = "leaving";
    document.body.appendChild(cover);
    document.title = "\u200b";
    window.location.replace("/exit");
  }
  document.querySelectorAll("a.leave").forEach(function (link) {
    link.addEventListener("click", leave);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    var now = Date.now();
    presses = presses.filter(function (then) { return now - then < 5000; });
    presses.push(now);
    if (presses.length === 3) leave();
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll(".leaving").forEach(function (c) { c.remove(); });
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
