/* Evidence beside the score: <a data-view> opens in the page's own viewer instead of a new tab, the
   right half of a desk's screen, all of a phone's. What belongs to one indicator stands one below the
   other and is fetched as it comes into sight, so that reading on needs no press; ← and → step through
   what the page lists, Y cites, Esc puts away; the focus goes back to where it came from. On a desk an
   open viewer stays open from page to page and shows what belongs to the indicator in question. */
(function () {
  "use strict";
  var box = document.querySelector("[data-viewer]");
  var place = document.querySelector("[data-sheet]");
  if (!box || !place || !window.htmx) return;
  var site = window.site;
  var body = box.querySelector("#viewer-body");
  var title = box.querySelector("[data-viewer-title]");
  var told = box.querySelector("[data-viewer-place]");
  var cite = box.querySelector("[data-viewer-cite]");
  var KEPT = "sheet-viewer";
  var ZOOMS = ["100", "150", "200", "300"];
  var shown = "";   // key of what is open
  var opener = "";  // key of the link that opened the viewer
  var lacking = ""; // id of the card that has nothing to show, while the viewer says so

  function links() { return Array.prototype.slice.call(place.querySelectorAll("[data-view]")); }
  function linksOf(card) { return Array.prototype.slice.call(card.querySelectorAll("[data-view]")); }
  function pieces() { return Array.prototype.slice.call(body.querySelectorAll("[data-piece]")); }
  function cardOf(link) { return link.closest(".mark"); }
  function keyOf(link) { return cardOf(link).id + " " + link.getAttribute("href"); }
  function find(key) { return links().filter(function (one) { return keyOf(one) === key; })[0]; }
  /* The piece before or after what is shown; of a card without any, before or after the card. */
  function neighbour(by) {
    var all = links();
    var card = document.getElementById(lacking);
    if (!card) return all[all.indexOf(find(shown)) + by];
    var side = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    var there = all.filter(function (one) { return card.compareDocumentPosition(one) & side; });
    return by > 0 ? there[0] : there[there.length - 1];
  }
  function isOpen() { return !box.hidden; }
  function isWide() { return window.matchMedia("(min-width: 62em)").matches; }
  function boxOf(link) { return link.parentNode.querySelector("input[type=checkbox]"); }

  function keepOpen(is) {
    try {
      if (is) window.sessionStorage.setItem(KEPT, "open");
      else window.sessionStorage.removeItem(KEPT);
    } catch (closed) { /* it opens again by hand */ }
  }
  function wasOpen() {
    try { return window.sessionStorage.getItem(KEPT) === "open"; } catch (closed) { return false; }
  }

  function unfold() {
    box.hidden = false;
    document.body.classList.add("has-viewer", "has-viewer-full");
    if (isWide()) {
      box.removeAttribute("role");
      box.removeAttribute("aria-modal");
    } else {
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-modal", "true");
    }
    keepOpen(true);
  }

  function tell(link) {
    var all = links();
    var at = all.indexOf(link);
    var input = link && boxOf(link);
    var step = box.querySelector("[data-viewer-step='1']");
    var isLast = !neighbour(1);
    told.textContent = link ? cardOf(link).querySelector("h3").textContent.trim() +
      "　第" + (at + 1) + "件，共" + all.length + "件" : "";
    box.querySelector("[data-viewer-step='-1']").disabled = !neighbour(-1);
    step.disabled = isLast && !place.dataset.nextPart;
    step.firstChild.textContent = isLast && place.dataset.nextPart ? "下一类" : "下一件";
    cite.hidden = !input;
    cite.setAttribute("aria-pressed", String(Boolean(input && input.checked)));
    cite.textContent = input && input.checked ? "已引用，点此取消" : "引用";
  }

  /* A place for each piece of the link's card, which are there already where one only steps on. */
  function lay(card) {
    var all = linksOf(card);
    var isThere = pieces().map(function (one) { return one.dataset.piece; }).join("\n") === all.map(keyOf).join("\n");
    if (isThere) return;
    body.textContent = "";
    all.forEach(function (link, at) {
      var piece = document.createElement("section");
      var head = document.createElement("h3");
      var place = document.createElement("div");
      piece.dataset.piece = keyOf(link);
      piece.dataset.waiting = "";
      head.textContent = link.textContent.trim();
      head.hidden = !at; // the head of the viewer says it
      place.textContent = "正在打开…";
      place.setAttribute("data-panel", "");
      piece.append(head, place);
      body.append(piece);
      sight.observe(piece);
    });
  }

  function fetchPiece(piece) {
    var link = find(piece.dataset.piece);
    var place = piece.lastChild;
    if (!link || piece.dataset.isAsked) return;
    piece.dataset.isAsked = "yes";
    var arrived = function () { delete piece.dataset.waiting; };
    window.htmx.ajax("GET", link.href, { source: place, target: place, swap: "innerHTML" }).then(arrived, arrived);
  }

  var sight = new window.IntersectionObserver(function (seen) {
    seen.forEach(function (one) { if (one.isIntersecting) fetchPiece(one.target); });
  }, { root: body });

  /* Which piece one reads: the last that has begun in the upper third of what is in sight. */
  function follow() {
    var edge = body.getBoundingClientRect().top + body.clientHeight / 3;
    var begun = pieces().filter(function (one) { return one.getBoundingClientRect().top <= edge; });
    var link = begun.length && find(begun[begun.length - 1].dataset.piece);
    if (link && keyOf(link) !== shown) name(link);
  }

  function name(link) {
    shown = keyOf(link);
    title.textContent = link.textContent.trim();
    pieces().forEach(function (one) {
      if (one.dataset.piece === shown) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
    tell(link);
  }

  function show(link) {
    lacking = "";
    unfold();
    box.dataset.zoom = "100";
    lay(cardOf(link));
    name(link);
    var piece = body.querySelector("[data-piece][aria-current]");
    fetchPiece(piece);
    body.scrollTop += piece.getBoundingClientRect().top - body.getBoundingClientRect().top;
    site.markHere(cardOf(link));
    if (isWide()) cardOf(link).scrollIntoView();
  }

  function showNone(card) {
    shown = "";
    lacking = card.id;
    unfold();
    title.textContent = card.querySelector("h3").textContent.trim();
    body.textContent = "这一项没有相关类别的档案。";
    tell(null);
  }

  function open(link, isAsked) {
    if (isAsked && !isOpen()) opener = keyOf(link);
    show(link);
    if (isAsked) title.focus({ preventScroll: true });
  }

  function close() {
    var link = find(opener) || find(shown);
    var card = document.getElementById(lacking);
    box.hidden = true;
    body.textContent = "";
    document.body.classList.remove("has-viewer", "has-viewer-full");
    keepOpen(false);
    opener = lacking = "";
    if (!link) {
      if (card) card.focus();
      return;
    }
    var fold = link.closest("details");
    if (fold) fold.open = true;
    site.markHere(cardOf(link));
    link.focus();
  }

  function step(by) {
    var link = neighbour(by);
    if (link) show(link);
    else if (by > 0 && place.dataset.nextPart) window.location.assign(place.dataset.nextPart);
  }

  function zoom(by) {
    var at = Math.min(Math.max(ZOOMS.indexOf(box.dataset.zoom) + by, 0), ZOOMS.length - 1);
    box.dataset.zoom = ZOOMS[at];
    site.laySheets(body);
  }

  /* Citing is a part of the mark: with points already there it is saved at once. */
  function press() {
    var link = find(shown);
    var input = link && boxOf(link);
    if (!input) return;
    input.checked = !input.checked;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    var form = input.form;
    tell(link);
    if (form && form.elements.points && form.elements.points.value && form.requestSubmit) form.requestSubmit();
  }

  document.addEventListener("click", function (event) {
    var at = event.target.closest ? event.target : event.target.parentNode;
    var link = at.closest("[data-view]");
    if (link && place.contains(link) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link, true);
      return;
    }
    if (!box.contains(at)) return;
    var button = at.closest("button");
    if (!button) return;
    if (button.dataset.viewerStep) step(Number(button.dataset.viewerStep));
    else if (button.dataset.viewerZoom) zoom(Number(button.dataset.viewerZoom));
    else if (button.hasAttribute("data-viewer-cite")) press();
    else if (button.hasAttribute("data-viewer-close")) close();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && isOpen() && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      close();
      return;
    }
    if (event.key === "Tab" && isOpen() && !isWide()) keepInside(event);
    if (!site.isCommand(event)) return;
    var isPlayer = event.target.matches && event.target.matches("audio, video");
    var key = event.key.toLowerCase();
    if (isOpen() && !isPlayer && (key === "arrowleft" || key === "arrowright")) {
      event.preventDefault();
      step(key === "arrowleft" ? -1 : 1);
    } else if (isOpen() && key === "y") press();
    else if (key === "e") {
      var card = site.cardHere();
      var first = card && card.querySelector("[data-view]");
      if (first) open(first, true);
      else if (card) {
        showNone(card);
        title.focus({ preventScroll: true });
      }
    }
  });

  function keepInside(event) {
    var all = Array.prototype.filter.call(
      box.querySelectorAll("button, a[href], audio, video, [tabindex='0']"),
      function (one) { return one.offsetParent !== null && !one.disabled; }
    );
    var isFirst = document.activeElement === all[0] || document.activeElement === title;
    if (event.shiftKey && isFirst) {
      event.preventDefault();
      all[all.length - 1].focus();
    } else if (!event.shiftKey && document.activeElement === all[all.length - 1]) {
      event.preventDefault();
      all[0].focus();
    }
  }

  body.addEventListener("scroll", follow, { passive: true });

  document.addEventListener("htmx:load", function (event) {
    if (!box.contains(event.detail.elt) && isOpen() && find(shown)) tell(find(shown));
  });

  // Going on to another indicator, on a desk its evidence comes along.
  document.addEventListener("site:here", function (event) {
    if (!isOpen() || !isWide()) return;
    var first = event.target.querySelector("[data-view]");
    if (!first) showNone(event.target);
    else if (!find(shown) || cardOf(find(shown)) !== event.target) show(first);
  });

  window.addEventListener("load", function () {
    if (!wasOpen() || !isWide()) return;
    var isAsked = /[?&]at=/.test(window.location.search);
    var card = place.querySelector(".mark.is-here");
    var first = (isAsked && card ? card : place).querySelector("[data-view]");
    if (first) open(first, false);
    else if (card) showNone(card);
  });
})();
