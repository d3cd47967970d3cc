/* Scoring without losing a word: every <form data-mark> keeps what was typed in this browser until
   the server has it, tells which state it is in, and sends again when the network is back.
   The page comes with all fields in one form, so that no word is lost without this script; here each
   indicator takes its own ones. */
(function () {
  "use strict";
  var place = document.querySelector("[data-marks]");
  if (!place) return;
  var OWN = "mark:" + place.dataset.marks + ":";
  var refused = {};
  var LABELS = {
    unsaved: ["tone-warn", "bi-exclamation-triangle-fill", "未保存"],
    sending: ["tone-waiting", "bi-hourglass-split", "正在保存…"],
    waiting: ["tone-waiting", "bi-hourglass-split", "没有网络，已存在本机，联网后自动发送"],
    signedOut: ["tone-warn", "bi-exclamation-triangle-fill", "登录已过期，已存在本机，登录后自动发送"]
  };

  function keyOf(form) {
    return OWN + form.getAttribute("action");
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

  function citedIn(form) {
    return Array.prototype.filter.call(form.querySelectorAll("[name=cited]"), function (box) {
      return box.checked;
    }).map(function (box) { return box.value; });
  }

  function keep(form, isWaiting) {
    var draft = {
      points: form.elements.points.value,
      reason: form.elements.reason.value,
      version: form.elements.version.value,
      cited: citedIn(form),
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

  function isSaved(form, draft) {
    return draft.points === form.elements.points.value &&
      draft.reason === form.elements.reason.value &&
      draft.cited.join() === citedIn(form).join();
  }

  function takeOwn(form) {
    form.querySelectorAll("[form]").forEach(function (field) {
      field.removeAttribute("form");
      field.name = field.name.replace(/^\d+-/, "");
    });
  }

  function equip(form) {
    takeOwn(form);
    /* Filled in here and sent as this one form, not as the whole sheet. */
    form.parentNode.querySelectorAll("[data-take-points]").forEach(function (button) {
      button.type = "button";
    });
    if (!form.elements.points) return;
    if (refused[form.getAttribute("action")]) {
      delete refused[form.getAttribute("action")];
      keep(form, false);
      return;
    }
    var draft = kept(form);
    if (!draft) return;
    if (isSaved(form, draft)) {
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

  function send(form) {
    if (form.requestSubmit) form.requestSubmit();
    else form.querySelector("[type=submit]").click();
  }

  function sendWaiting() {
    if (navigator.onLine === false) return;
    place.querySelectorAll("form[data-mark]").forEach(function (form) {
      if (form.dataset.markIs === "waiting" || form.dataset.markIs === "signedOut") send(form);
    });
    sendElsewhere();
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

  /* The first mark of this sheet that waits on this device and is not on this page, which shows a part. */
  function waitingElsewhere() {
    var form = place.querySelector("form[data-mark]");
    if (!form) return null;
    var sheet = keyOf(form).replace(/\d+\/$/, "");
    var here = Array.prototype.map.call(place.querySelectorAll("form[data-mark]"), keyOf);
    try {
      return Object.keys(window.localStorage).filter(function (key) {
        if (key.indexOf(sheet) !== 0 || here.indexOf(key) !== -1) return false;
        var draft = JSON.parse(window.localStorage.getItem(key));
        return Boolean(draft && draft.waiting);
      })[0] || null;
    } catch (broken) { /* nothing that could be sent */
      return null;
    }
  }

  /* One after the other, while the page stays where it is. */
  function sendElsewhere() {
    var key = navigator.onLine === false ? null : waitingElsewhere();
    if (!key) return;
    var draft = JSON.parse(window.localStorage.getItem(key));
    delete draft.waiting;
    window.htmx.ajax("POST", key.slice(OWN.length), { source: place, swap: "none", values: draft });
  }

  /* Saved, or its indicator is no longer on the sheet: done with. Refused: to be seen on the whole sheet. */
  function answeredElsewhere(event) {
    var status = event.detail.xhr.status;
    if (status === 200 || status === 404) {
      window.localStorage.removeItem(OWN + event.detail.requestConfig.path);
      window.setTimeout(sendElsewhere, 0);
    } else if (place.dataset.whole && (status === 409 || status === 422)) {
      window.location.replace(place.dataset.whole);
    }
  }

  function markOf(event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    return asked && asked.hasAttribute && asked.hasAttribute("data-mark") ? asked : null;
  }

  document.addEventListener("htmx:sendError", function (event) {
    var form = markOf(event);
    if (form) show(form, "waiting");
  });
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    if (event.detail.requestConfig.elt === place) answeredElsewhere(event);
    var form = markOf(event);
    var status = event.detail.xhr.status;
    if (!form) return;
    if (status === 200) forget(form);
    else if (status === 409 || status === 422) refused[form.getAttribute("action")] = true;
    else if (status === 401) show(form, "signedOut");
    else show(form, status >= 500 ? "waiting" : "unsaved");
  });
  document.addEventListener("site:renewed", sendWaiting);
  document.addEventListener("htmx:load", function (event) {
    if (event.detail.elt === document.body) {
      // Not before: a form that htmx has not bound yet would leave the page.
      sendWaiting();
      window.setInterval(sendWaiting, 30000);
      return;
    }
    var form = event.detail.elt.querySelector && event.detail.elt.querySelector("form[data-mark]");
    if (form && place.contains(form)) equip(form);
  });
  window.addEventListener("online", sendWaiting);
  place.querySelectorAll("form[data-mark]").forEach(equip);
})();
