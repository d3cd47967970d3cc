/* <form data-draft>: what is typed is kept in this browser until it is saved, for this person only:
   a closed tab, an empty battery or an ended session loses nothing. Somebody else who signs in
   here wipes it. Passwords, telephone numbers, [data-secret] and the content of files are never
   kept; a file that has arrived on the server is kept by its number, another by its name. */
(function () {
  "use strict";
  var user = document.body.dataset.user;
  if (!user) return;
  var MINE = "draft:" + user + ":";
  var OLDEST = 30 * 24 * 3600 * 1000;
  var LEFT_OUT = /^(hidden|password|file|tel|submit|button|reset)$/;
  var waiting = null, typedIn = null;

  function keyOf(form) {
    return MINE + new URL(form.getAttribute("action") || "", window.location.href).pathname;
  }

  function read(key) {
    try {
      return JSON.parse(window.localStorage.getItem(key) || "null");
    } catch (broken) {
      return null;
    }
  }

  function forget(form) {
    if (typedIn === form) typedIn = null;
    try { window.localStorage.removeItem(keyOf(form)); } catch (refused) { /* nothing kept */ }
  }

  function wipe() {
    var keys;
    try { keys = Object.keys(window.localStorage); } catch (refused) { return; }
    keys.forEach(function (key) {
      if (key.indexOf("draft:") !== 0) return;
      var draft = read(key);
      var isOld = !draft || Date.now() - draft.at > OLDEST;
      if (isOld || key.indexOf(MINE) !== 0) window.localStorage.removeItem(key);
    });
  }

  function isKept(field) {
    if (!field.name || LEFT_OUT.test(field.type) || field.hasAttribute("data-secret")) return false;
    return field.tagName !== "BUTTON" && !/password/.test(field.autocomplete || "");
  }

  /* What was filled in and is too private to be kept, by its label. */
  function privateIn(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      var isPrivate = /^(password|tel)$/.test(field.type) || field.hasAttribute("data-secret");
      return isPrivate && field.value && field.labels && field.labels.length;
    }).map(function (field) { return field.labels[0].textContent.replace("*", "").trim(); });
  }

  function choosable(field) {
    return field.type === "checkbox" || field.type === "radio";
  }

  /* {name: [values]} of everything that is kept, in the order of the page. */
  function valuesOf(form) {
    var values = {};
    Array.prototype.filter.call(form.elements, isKept).forEach(function (field) {
      var held = (values[field.name] = values[field.name] || []);
      if (choosable(field)) {
        if (field.checked) held.push(field.value);
      } else if (field.multiple) {
        Array.prototype.forEach.call(field.selectedOptions, function (one) { held.push(one.value); });
      } else held.push(field.value);
    });
    return values;
  }

  function fill(form, values) {
    var taken = {};
    Array.prototype.filter.call(form.elements, isKept).forEach(function (field) {
      var held = values[field.name];
      if (!held) return;
      if (choosable(field)) field.checked = held.indexOf(field.value) !== -1;
      else if (field.multiple) {
        Array.prototype.forEach.call(field.options, function (one) {
          one.selected = held.indexOf(one.value) !== -1;
        });
      } else {
        var place = taken[field.name] || 0;
        taken[field.name] = place + 1;
        if (held[place] !== undefined) field.value = held[place];
      }
    });
  }

  function hidden(form, name) {
    var input = form.querySelector("input[type=hidden][name=" + name + "]");
    return input ? input.value : "";
  }

  /* Files that are on the server, and names of those that are only in this page. */
  function filesOf(form) {
    var sent = [], lost = [];
    form.querySelectorAll("[data-upload-sent]").forEach(function (input) {
      sent.push({ field: input.dataset.uploadSent, key: input.value, name: input.dataset.name });
    });
    form.querySelectorAll("[data-upload-unsent]").forEach(function (line) {
      lost.push(line.dataset.uploadUnsent);
    });
    form.querySelectorAll("input[type=file]").forEach(function (input) {
      Array.prototype.forEach.call(input.files, function (file) { lost.push(file.name); });
    });
    return { sent: sent, lost: lost };
  }

  function keep(form) {
    var files = filesOf(form);
    var draft = {
      at: Date.now(),
      values: valuesOf(form),
      key: hidden(form, "form_key"),
      version: hidden(form, "read_version"),
      sent: files.sent,
      lost: files.lost,
      left: privateIn(form),
      unsent: Boolean(form.dataset.asked)
    };
    try {
      window.localStorage.setItem(keyOf(form), JSON.stringify(draft));
    } catch (full) {
      window.site.tell(form, "本机存不下草稿。请不要关闭这一页，尽快保存。");
    }
  }

  function restore(form, draft) {
    fill(form, draft.values);
    [["form_key", draft.key], ["read_version", draft.version]].forEach(function (pair) {
      var input = form.querySelector("input[type=hidden][name=" + pair[0] + "]");
      if (input && pair[1]) input.value = pair[1];
    });
    form.dispatchEvent(new CustomEvent("site:restored", { bubbles: true, detail: draft.sent }));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function sentenceOf(draft, isBack) {
    var at = new Date(draft.at);
    var minute = (at.getMinutes() < 10 ? "0" : "") + at.getMinutes();
    var when = at.getMonth() + 1 + "月" + at.getDate() + "日" + at.getHours() + ":" + minute;
    var told = isBack
      ? "您" + when + "填写的内容已经恢复，还没有保存。请核对后保存。"
      : "您" + when + "在这一页填写过，没有保存。";
    if (draft.lost.length) told += "这些文件要重新选择：" + draft.lost.join("、") + "。";
    if (draft.left.length) told += "这些没有存在本机，要重新填写：" + draft.left.join("、") + "。";
    return told;
  }

  function offer(form, draft) {
    var box = document.createElement("div");
    var text = document.createElement("p");
    var row = document.createElement("div");
    var inside = window.site.notice(box, "", "tone-warn");
    box.setAttribute("data-draft-offer", "");
    box.setAttribute("role", "status");
    row.className = "button-row";
    inside.append(text, row);
    form.insertAdjacentElement("afterbegin", box);
    var discard = window.site.button("丢弃", "btn-secondary", function () {
      var wasBack = !back.isConnected;
      forget(form);
      box.remove();
      if (wasBack) {
        form.dispatchEvent(new CustomEvent("site:sent", { bubbles: true }));
        window.location.reload();
      }
    });
    var back = window.site.button("恢复", "btn-primary", function () {
      restore(form, draft);
      text.textContent = sentenceOf(draft, true);
      back.remove();
    });
    text.textContent = sentenceOf(draft, false);
    row.append(back, discard);
    if (draft.unsent) back.click();
  }

  function isSame(form, draft) {
    var has = JSON.stringify(valuesOf(form)) === JSON.stringify(draft.values);
    return has && !draft.sent.length && !draft.lost.length;
  }

  function equip() {
    document.querySelectorAll("form[data-draft]").forEach(function (form) {
      if (form.hasAttribute("data-dirty")) {
        keep(form);
        return;
      }
      var draft = read(keyOf(form));
      if (!draft) return;
      if (isSame(form, draft)) forget(form);
      else offer(form, draft);
    });
  }

  ["input", "change", "site:files"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = event.target.form || (event.target.closest && event.target.closest("form"));
      if (!form || !form.hasAttribute("data-draft")) return;
      if (event.type !== "site:files") delete form.dataset.asked;
      if (typedIn !== form) keepTyped();
      typedIn = form;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keepTyped, 300);
    });
  });
  /* Who leaves at once, or puts the phone away, has typed it all the same. */
  function keepTyped() {
    var form = typedIn;
    typedIn = null;
    if (form && form.isConnected) keep(form);
  }
  window.addEventListener("pagehide", keepTyped);
  document.addEventListener("visibilitychange", keepTyped);
  /* Saving was asked for: the form comes back filled in, until it is saved. */
  function asked(event) {
    if (!event.target.hasAttribute("data-draft")) return;
    event.target.dataset.asked = "yes";
    keep(event.target);
  }
  document.addEventListener("submit", asked, true);
  document.addEventListener("site:failed", asked);
  document.addEventListener("site:sent", function (event) { forget(event.target); });
  document.addEventListener("site:shown", equip);
  wipe();
  equip();
})();
