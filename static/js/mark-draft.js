/* Scoring without losing a word: every <form data-mark> keeps what was typed in this browser until
   the server has it, tells which state it is in, and sends again when the network is back. */
(function () {
  "use strict";
  var place = document.querySelector("[data-marks]");
  if (!place) return;
  var user = place.dataset.marks;
  var LABELS = {
    unsaved: ["tone-warn", "bi-exclamation-triangle-fill", "未保存"],
    sending: ["tone-waiting", "bi-hourglass-split", "正在保存…"],
    waiting: ["tone-waiting", "bi-hourglass-split", "没有网络，已存在本机，联网后自动发送"]
  };

  function keyOf(form) {
    return "mark:" + user + ":" + form.getAttribute("action");
  }

  function show(form, state) {
    var line = form.querySelector("[data-mark-state]");
    var label = LABELS[state];
    if (!line || !label) return;
    var pill = document.createElement("span");
    var icon = document.createElement("i");
    pill.className = "pill " + label[0];
    icon.className = "bi " + label[1];
    icon.setAttribute("aria-hidden", "true");
    pill.append(icon, label[2]);
    line.textContent = "";
    line.append(pill);
    form.dataset.markIs = state;
  }

  function keep(form, isWaiting) {
    var cited = Array.prototype.filter.call(form.querySelectorAll("[name=cited]"), function (box) {
      return box.checked;
    });
    var draft = {
      points: form.elements.points.value,
      reason: form.elements.reason.value,
      version: form.elements.version.value,
      cited: cited.map(function (box) { return box.value; }),
      waiting: isWaiting
    };
    try {
      window.localStorage.setItem(keyOf(form), JSON.stringify(draft));
    } catch (full) { /* no room or private window: the page itself still holds it */ }
  }

  function kept(form) {
    try {
      return JSON.parse(window.localStorage.getItem(keyOf(form)) || "null");
    } catch (broken) {
      return null;
    }
  }

  function forget(form) {
    try { window.localStorage.removeItem(keyOf(form)); } catch (refused) { /* nothing kept */ }
  }

  function equip(form) {
    form.parentNode.querySelectorAll("[data-take-points]").forEach(function (button) {
      button.hidden = false;
    });
    var draft = kept(form);
    if (!draft || !form.elements.points) return;
    var same = draft.points === form.elements.points.value && draft.reason === form.elements.reason.value;
    if (same && !draft.waiting) {
      forget(form);
      return;
    }
    form.elements.points.value = draft.points;
    form.elements.reason.value = draft.reason;
    form.elements.version.value = draft.version;
    form.querySelectorAll("[name=cited]").forEach(function (box) {
      box.checked = draft.cited.indexOf(box.value) !== -1;
    });
    show(form, draft.waiting ? "waiting" : "unsaved");
  }

  function equipAll() {
    place.querySelectorAll("form[data-mark]").forEach(equip);
  }

  function send(form) {
    if (form.requestSubmit) form.requestSubmit();
    else form.querySelector("[type=submit]").click();
  }

  function sendWaiting() {
    if (navigator.onLine === false) return;
    place.querySelectorAll("form[data-mark]").forEach(function (form) {
      if (form.dataset.markIs === "waiting") send(form);
    });
  }

  place.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || !form.hasAttribute("data-mark")) return;
    keep(form, false);
    show(form, "unsaved");
  });

  place.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-take-points]") : null;
    if (!button) return;
    var form = button.closest("article").querySelector("form[data-mark]");
    form.elements.points.value = button.dataset.takePoints;
    form.elements.reason.value = button.dataset.takeReason;
    keep(form, false);
    send(form);
  });

  // On the window, so that it comes before the site-wide offline guard.
  window.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute || !form.hasAttribute("data-mark")) return;
    keep(form, true);
    if (navigator.onLine !== false) {
      show(form, "sending");
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    show(form, "waiting");
  }, true);

  document.addEventListener("htmx:sendError", function (event) {
    var form = event.detail.elt;
    if (form && form.hasAttribute("data-mark")) show(form, "waiting");
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var form = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (!form || !form.hasAttribute || !form.hasAttribute("data-mark")) return;
    var status = event.detail.xhr.status;
    if (status >= 500) show(form, "waiting");
    else forget(form);
  });
  document.addEventListener("htmx:load", function (event) {
    var form = event.detail.elt.querySelector && event.detail.elt.querySelector("form[data-mark]");
    if (form && place.contains(form)) equip(form);
  });
  window.addEventListener("online", sendWaiting);
  window.setInterval(sendWaiting, 30000);
  equipAll();
  sendWaiting();
})();
