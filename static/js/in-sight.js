/* The head, an index and the foot of a form stay in sight. What the browser scrolls to, a field with
   focus or an anchor, comes to lie clear of them, however many lines they take just now. */
(function () {
  "use strict";
  var ABOVE = ".topbar, .section-index, .mark-bar";
  var BELOW = ".form-foot, .act-bar";
  var root = document.documentElement;

  /* How far into the screen the lowest of `selector` reaches from its `edge`. */
  function reach(selector, edge) {
    return Array.prototype.reduce.call(document.querySelectorAll(selector), function (far, one) {
      var style = window.getComputedStyle(one);
      var isHeld = style.position === "sticky";
      return isHeld ? Math.max(far, parseFloat(style[edge]) + one.offsetHeight) : far;
    }, 0);
  }

  function clear() {
    root.style.scrollPaddingTop = "calc(" + reach(ABOVE, "top") + "px + 1rem)";
    root.style.scrollPaddingBottom = "calc(" + reach(BELOW, "bottom") + "px + 1rem)";
  }

  clear();
  ["resize", "load"].forEach(function (name) { window.addEventListener(name, clear); });
  ["htmx:afterSettle", "site:shown"].forEach(function (name) { document.addEventListener(name, clear); });
})();
