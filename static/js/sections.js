/* <nav data-section-index>: marks the link of the section that is read now, and keeps it in sight
   in the strip. */
(function () {
  "use strict";
  var strip = document.querySelector("[data-section-index]");
  if (!strip) return;
  var links = Array.prototype.slice.call(strip.querySelectorAll("a"));
  var heads = links.map(function (link) {
    return document.getElementById(link.getAttribute("href").slice(1));
  });
  var current = null;
  var isDue = false;

  function mark() {
    isDue = false;
    var edge = strip.getBoundingClientRect().bottom + 24;
    var at = 0;
    heads.forEach(function (head, place) {
      if (head && head.getBoundingClientRect().top <= edge) at = place;
    });
    var scrolled = document.documentElement;
    if (scrolled.scrollTop + scrolled.clientHeight >= scrolled.scrollHeight - 2) at = links.length - 1;
    if (links[at] === current) return;
    if (current) current.removeAttribute("aria-current");
    current = links[at];
    current.setAttribute("aria-current", "location");
    strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
  }
  window.addEventListener(
    "scroll",
    function () {
      if (isDue) return;
      isDue = true;
      window.requestAnimationFrame(mark);
    },
    { passive: true }
  );
  mark();
})();
