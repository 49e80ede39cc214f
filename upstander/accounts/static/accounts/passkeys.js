// Passkeys need a browser that has them, and a name instead of a number as the address. Where they
// work, what is marked `data-passkey` appears; where one fails, a sentence says what to do.
(function () {
  "use strict";
  var works = window.PublicKeyCredential && window.isSecureContext &&
    !/^[\d.]+$|^\[/.test(window.location.hostname);
  if (works) {
    document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
    document.querySelectorAll("[data-no-passkey]").forEach(function (part) { part.hidden = true; });
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    var trouble = document.getElementById("passkey-trouble");
    document.querySelector("[data-passkey]").append(trouble);
    trouble.hidden = false;
  });
})();
