/* Going through a score sheet: the map and 下一条未评分 lead to a card without loading what is there
   already; N goes on to the next one that is left, and who has just scored one goes on by itself.
   Letters are heard only outside of fields; both can be switched off. Without this script each of
   them is a link. */
(function () {
  "use strict";
  var place = document.querySelector("[data-sheet]");
  if (!place) return;
  var site = (window.site = window.site || {});
  var SWITCH = "sheet-keys", GOING_ON = "sheet-goes-on";
  var first = place.querySelector(".mark.is-here");
  var hereId = first ? first.id : "";

  var pressed = ""; // key of the unscored indicator whose button was pressed last

  function isOn(which) {
    try { return window.localStorage.getItem(which) !== "off"; } catch (closed) { return true; }
  }

  /* Is this key press a command, not a word being typed or the browser's own? */
  site.isCommand = function (event) {
    var at = event.target;
    var isField = at.matches && at.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    var isAsked = document.querySelector("dialog[open]");
    return isOn(SWITCH) && !isField && !isAsked && !event.defaultPrevented &&
      !event.ctrlKey && !event.altKey && !event.metaKey;
  };

  /* The card in question: where the focus is, else the one that is marked. */
  site.cardHere = function () {
    var at = document.activeElement && document.activeElement.closest(".mark");
    return at || place.querySelector(".mark.is-here");
  };

  function squares() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-square]"));
  }

  /* One card is in question, and its square on the map tells it. */
  site.markHere = function (card) {
    hereId = card.id;
    place.querySelectorAll(".mark").forEach(function (one) {
      one.classList.toggle("is-here", one.id === hereId);
    });
    squares().forEach(function (one) {
      if ("indicator-" + one.dataset.square === hereId) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
  };

  function go(id) {
    var card = document.getElementById("indicator-" + id);
    if (!card) return false;
    site.markHere(card);
    card.scrollIntoView();
    card.focus({ preventScroll: true });
    card.dispatchEvent(new CustomEvent("site:here", { bubbles: true }));
    return true;
  }

  function goOn() {
    var all = squares();
    var here = site.cardHere();
    var at = all.findIndex(function (one) { return here && here.id === "indicator-" + one.dataset.square; });
    var next = all.slice(at + 1).concat(all.slice(0, at + 1)).filter(function (one) {
      return one.hasAttribute("data-left");
    })[0];
    if (next && !go(next.dataset.square)) window.location.assign(next.href);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("[data-square], [data-next-left]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("data-next-left")) {
      event.preventDefault();
      goOn();
    } else if (go(link.dataset.square)) event.preventDefault();
  });

  function squareOf(key) {
    return squares().filter(function (one) { return one.dataset.square === key; })[0];
  }

  /* What was pressed to score an indicator that is left; saving one again stays where one is. */
  place.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest(".mark-fields ~ .button-row button, [data-take-points]") : null;
    if (!button) return;
    var key = button.closest(".mark").id.replace("indicator-", ""), square = squareOf(key);
    pressed = square && square.hasAttribute("data-left") ? key : "";
  });

  document.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() !== "n" || !site.isCommand(event)) return;
    event.preventDefault();
    goOn();
  });

  // A card that was saved is a new one: who pressed its button goes on from there, but nobody is
  // taken away from what he is looking at. The one in question stays so, whichever was saved (a mark
  // kept on the device is sent by itself).
  document.addEventListener("htmx:load", function (event) {
    var card = event.detail.elt;
    if (!card.matches || !card.matches(".mark, #sheet-map")) return;
    var here = document.getElementById(hereId);
    if (here) site.markHere(here);
    if (card.matches(".mark") && document.activeElement === document.body) card.focus({ preventScroll: true });
    var viewer = document.getElementById("viewer");
    if (!pressed || !isOn(GOING_ON) || (viewer && !viewer.hidden)) return;
    var square = squareOf(pressed);
    if (!square || square.hasAttribute("data-left")) return;
    pressed = "";
    goOn();
  });

  var keys = document.querySelector("[data-keys]");
  if (!keys) return;
  keys.hidden = false;
  [["[data-keys-on]", SWITCH], ["[data-goes-on]", GOING_ON]].forEach(function (pair) {
    var box = keys.querySelector(pair[0]);
    box.checked = isOn(pair[1]);
    box.addEventListener("change", function () {
      try {
        window.localStorage.setItem(pair[1], box.checked ? "on" : "off");
      } catch (full) { /* said again next time */ }
    });
  });
})();
