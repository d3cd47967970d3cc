/* Off-canvas navigation on phones, groups of it that fold, and menus that close on Escape or a click
   beside them. Groups fold from the last one up until all their heads are on the screen; what
   somebody folds or unfolds by hand stays so on this device.
   Without this script the navigation opens as the target of its link. */
(function () {
  "use strict";
  var nav = document.getElementById("sidenav");
  var opener = document.querySelector("[data-nav-open]");
  var closer = document.querySelector("[data-nav-close]");

  if (nav && opener) {
    var setOpen = function (isOpen) {
      nav.classList.toggle("is-open", isOpen);
      opener.setAttribute("aria-expanded", String(isOpen));
      document.body.classList.toggle("has-nav-open", isOpen);
      if (isOpen) (nav.querySelector("[aria-current]") || closer || nav).focus();
    };
    var isOpen = function () {
      return nav.classList.contains("is-open");
    };
    var close = function (event) {
      if (event) event.preventDefault();
      setOpen(false);
      opener.focus();
    };

    /* Opened before this script came, as the target of its link. */
    var isTarget = window.location.hash === "#" + nav.id;
    if (isTarget) window.location.replace("#");
    setOpen(isTarget);
    opener.addEventListener("click", function (event) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(!isOpen());
    });
    opener.addEventListener("keydown", function (event) {
      if (event.key === " ") {
        event.preventDefault();
        setOpen(!isOpen());
      }
    });
    if (closer) closer.addEventListener("click", close);
    document.addEventListener("click", function (event) {
      if (isOpen() && !nav.contains(event.target)) close(event);
    });
    document.addEventListener("keydown", function (event) {
      if (!isOpen()) return;
      if (event.key === "Escape") close(event);
      if (event.key === "Tab") keepInside(event);
    });
  }

  var KEPT = "nav-groups";

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) || {};
    } catch (error) {
      return {};
    }
  }

  function keep(name, isOpen) {
    var all = kept();
    all[name] = isOpen;
    try {
      localStorage.setItem(KEPT, JSON.stringify(all));
    } catch (error) {
      /* A browser that keeps nothing folds anew on every page. */
    }
  }

  if (nav) {
    var groups = Array.prototype.slice.call(nav.querySelectorAll("[data-nav-group]"));
    var chosen = kept();
    groups.forEach(function (group) {
      var name = group.getAttribute("data-nav-group");
      if (name in chosen) group.open = chosen[name];
      group.querySelector("summary").addEventListener("click", function () {
        keep(name, !group.open);
      });
    });
    groups.reverse().forEach(function (group) {
      var isFree = !(group.getAttribute("data-nav-group") in chosen);
      var isHere = group.querySelector("[aria-current]");
      if (isFree && !isHere && nav.scrollHeight > nav.clientHeight) group.open = false;
    });
  }

  function keepInside(event) {
    var links = Array.prototype.filter.call(
      nav.querySelectorAll("a[href], summary"),
      function (one) {
        return one.offsetParent !== null;
      }
    );
    var first = links[0];
    var last = links[links.length - 1];
    if (event.shiftKey && document.activeElement === first) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault();
      first.focus();
    }
  }

  document.querySelectorAll("details[data-menu]").forEach(function (menu) {
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      var isWithin = menu.contains(document.activeElement);
      menu.open = false;
      if (isWithin) menu.querySelector("summary").focus();
    });
  });
})();
