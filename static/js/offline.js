/* Says that the network is gone, and keeps a form from being sent into nothing. */
(function () {
  "use strict";
  var strip = document.querySelector("[data-offline]");
  if (!strip) return;

  function show() {
    strip.hidden = navigator.onLine !== false;
  }
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();

  document.addEventListener("submit", function (event) {
    if (navigator.onLine !== false) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(new CustomEvent("site:failed", { bubbles: true }));
    show();
  }, true);
})();
