/* A table wider than its box can be scrolled with the keyboard too. */
(function () {
  "use strict";
  function mark() {
    document.querySelectorAll(".table-wrap, .paper-scroll").forEach(function (box) {
      var isWider = box.scrollWidth > box.clientWidth + 1;
      var caption = box.querySelector("caption");
      if (isWider && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", (caption ? caption.textContent.trim() : "表格") + "，可左右滚动");
      } else if (!isWider && box.hasAttribute("tabindex")) {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
        box.removeAttribute("aria-label");
      }
    });
  }
  mark();
  window.addEventListener("resize", mark);
  document.addEventListener("htmx:afterSettle", mark);
  document.addEventListener("site:shown", mark);
})();
