/* <details open data-folds-on-phone>: begins folded where the screen is narrow. */
(function () {
  "use strict";
  if (!window.matchMedia("(max-width: 47.9375em)").matches) return;
  Array.prototype.forEach.call(document.querySelectorAll("[data-folds-on-phone]"), function (box) {
    box.removeAttribute("open");
  });
})();

/* <details data-keeps-fold="name">: folded or unfolded by hand, it stays so on this device. */
(function () {
  "use strict";
  function kept(name, value) {
    try {
      if (value !== undefined) localStorage.setItem("fold-" + name, value);
      return localStorage.getItem("fold-" + name);
    } catch (error) {
      return null;
    }
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-keeps-fold]"), function (box) {
    var name = box.getAttribute("data-keeps-fold");
    if (kept(name) === "folded") box.removeAttribute("open");
    box.addEventListener("toggle", function () {
      kept(name, box.open ? "open" : "folded");
    });
  });
})();
