// Copy the number. Without this file there is no button, and the number is still there to write down.
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        document.querySelectorAll("[data-copied]").forEach(function (said) { said.hidden = false; });
      });
    });
  });
})();
