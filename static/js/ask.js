/* The page's own voice: window.site.ask(question, label, proceed) asks and is answered by a button,
   site.notice tells, site.dialog and site.button are what both are made of. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});

  /* A notice of a tone, its sign before the words: colour is never the only sign. */
  site.notice = function (box, sentence, tone) {
    var icon = document.createElement("i");
    var text = document.createElement("div");
    var isWaiting = tone === "tone-waiting";
    icon.className = "bi " + (isWaiting ? "bi-hourglass-split" : "bi-exclamation-triangle-fill");
    icon.setAttribute("aria-hidden", "true");
    text.textContent = sentence;
    box.className = "notice " + tone;
    box.textContent = "";
    box.append(icon, text);
    return text;
  };

  /* A dialog with `content` above its buttons; taken off the page once it is closed. */
  site.dialog = function (content, buttons) {
    var dialog = document.createElement("dialog");
    var row = document.createElement("div");
    dialog.className = "ask";
    row.className = "button-row";
    content.id = content.id || "ask-text";
    dialog.setAttribute("aria-labelledby", content.id);
    buttons.forEach(function (button) { row.append(button); });
    dialog.append(content);
    if (buttons.length) dialog.append(row);
    document.body.append(dialog);
    dialog.addEventListener("close", function () { dialog.remove(); });
    dialog.showModal();
    return dialog;
  };

  site.button = function (label, className, pressed) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "btn " + className;
    button.textContent = label;
    button.addEventListener("click", pressed);
    return button;
  };

  site.ask = function (question, label, proceed) {
    var text = document.createElement("p");
    text.textContent = question;
    var no = site.button("取消", "btn-secondary", function () { dialog.close(); });
    var yes = site.button(label, "btn-primary", function () {
      dialog.close();
      proceed();
    });
    var dialog = site.dialog(text, [no, yes]);
    no.focus();
  };
})();
