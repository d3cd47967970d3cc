/* Pages to look at, and what was read off them: <div class="viewed-picture" data-turned> is laid as
   often clockwise as it says, "转向" turns it on; pointing at a line of <div data-read> marks its place on
   the picture, pointing at a place marks its line. */
(function () {
  "use strict";
  var site = window.site;

  /* Lying on its side a picture is as wide as its frame. */
  function lay(picture) {
    var turned = Number(picture.dataset.turned || 0);
    picture.style.transform = picture.style.margin = "";
    if (!turned) return;
    var width = picture.offsetWidth;
    var height = picture.offsetHeight;
    var isSideways = turned % 180 !== 0;
    var scale = isSideways && height ? width / height : 1;
    var rest = isSideways ? (width * scale - height) / 2 : 0;
    picture.style.margin = rest + "px 0";
    picture.style.transform = "rotate(" + turned + "deg) scale(" + scale + ")";
  }

  function layAll(place) {
    Array.prototype.forEach.call(place.querySelectorAll(".viewed-picture"), function (picture) {
      var image = picture.querySelector("img");
      lay(picture);
      if (!image.complete) image.addEventListener("load", function () { lay(picture); }, { once: true });
    });
    // Below its page on a phone: folded, or the next page would be far away.
    if (!window.matchMedia("(min-width: 48em)").matches) {
      Array.prototype.forEach.call(place.querySelectorAll(".viewed-lines[open]"), function (lines) {
        lines.open = false;
      });
    }
    Array.prototype.forEach.call(place.querySelectorAll("[data-turn]"), function (button) {
      button.hidden = false;
    });
  }

  function mark(event) {
    var at = event.target.closest ? event.target.closest("[data-read] li, [data-read] polygon") : null;
    Array.prototype.forEach.call(document.querySelectorAll(".is-pointed"), function (one) {
      one.classList.remove("is-pointed");
    });
    if (!at) return;
    var place = Array.prototype.indexOf.call(at.parentNode.children, at);
    var page = at.closest("[data-read]");
    page.querySelectorAll("li")[place].classList.add("is-pointed");
    page.querySelectorAll("polygon")[place].classList.add("is-pointed");
  }

  document.addEventListener("mouseover", mark);
  document.addEventListener("click", function (event) {
    mark(event);
    var button = event.target.closest ? event.target.closest("[data-turn]") : null;
    if (!button) return;
    var picture = button.closest(".viewed").querySelector(".viewed-picture");
    picture.dataset.turned = (Number(picture.dataset.turned || 0) + 90) % 360;
    lay(picture);
  });
  document.addEventListener("htmx:load", function (event) { layAll(event.detail.elt); });
  window.addEventListener("resize", function () {
    Array.prototype.forEach.call(document.querySelectorAll(".viewed-picture"), lay);
  });
  site.laySheets = layAll;
  layAll(document);
})();
