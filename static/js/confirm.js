/* data-confirm="…" on a form or a submit button: asks before the form is sent. */
(function () {
  "use strict";
  var pressed = null;

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button, input[type=submit]") : null;
    pressed = button && button.form ? button : null;
  }, true);

  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = pressed && pressed.form === form ? pressed : null;
    var question = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, button ? button.textContent.trim() : "确定", function () {
      form.dataset.confirmed = "yes";
      if (button && form.requestSubmit) form.requestSubmit(button);
      else if (button) button.click();
      else if (form.requestSubmit) form.requestSubmit();
      else form.submit();
      delete form.dataset.confirmed;
    });
  }, true);

  function ask(question, label, proceed) {
    if (typeof HTMLDialogElement === "undefined") {
      if (window.confirm(question)) proceed();
      return;
    }
    var dialog = document.createElement("dialog");
    var text = document.createElement("p");
    var row = document.createElement("div");
    var yes = document.createElement("button");
    var no = document.createElement("button");
    dialog.className = "ask";
    text.id = "ask-text";
    text.textContent = question;
    dialog.setAttribute("aria-labelledby", text.id);
    row.className = "button-row";
    yes.className = "btn btn-primary";
    no.className = "btn btn-secondary";
    yes.type = no.type = "button";
    yes.textContent = label;
    no.textContent = "取消";
    row.append(no, yes);
    dialog.append(text, row);
    document.body.append(dialog);
    dialog.addEventListener("close", function () {
      dialog.remove();
    });
    no.addEventListener("click", function () {
      dialog.close();
    });
    yes.addEventListener("click", function () {
      dialog.close();
      proceed();
    });
    dialog.showModal();
    no.focus();
  }
})();
