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
    window.site.ask(question, button ? button.textContent.trim() : "确定", function () {
      form.dataset.confirmed = "yes";
      if (button && form.requestSubmit) form.requestSubmit(button);
      else if (button) button.click();
      else if (form.requestSubmit) form.requestSubmit();
      else form.submit();
      delete form.dataset.confirmed;
    });
  }, true);
})();
