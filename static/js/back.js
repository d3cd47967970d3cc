/* <button data-back hidden>: goes one page back; shown only where there is one. */
(function () {
  "use strict";
  document.querySelectorAll("[data-back]").forEach(function (button) {
    if (window.history.length < 2) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      window.history.back();
    });
  });
})();
