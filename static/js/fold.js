/* <details open data-folds-on-phone>: begins folded where the screen is narrow. */
(function () {
  "use strict";
  if (!window.matchMedia("(max-width: 47.9375em)").matches) return;
  Array.prototype.forEach.call(document.querySelectorAll("[data-folds-on-phone]"), function (box) {
    box.removeAttribute("open");
  });
})();
