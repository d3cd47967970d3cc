/* <button data-back hidden>: goes one page back; shown only where there is one. */
(function () {
  "use strict";
  function equip() {
    if (window.history.length < 2) return;
    document.querySelectorAll("[data-back]").forEach(function (button) {
      button.hidden = false;
    });
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-back]")) window.history.back();
  });
  document.addEventListener("site:shown", equip);
  equip();
})();
