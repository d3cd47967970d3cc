/* What a form holds in its field ask_before is asked before it is sent; the answer sends it without. */
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
    var question = form.elements.ask_before;
    if (!question || question.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.site.ask(question.value, button ? button.textContent.trim() : "确定", function () {
      question.disabled = true;
      if (button && form.requestSubmit) form.requestSubmit(button);
      else if (button) button.click();
      else if (form.requestSubmit) form.requestSubmit();
      else form.submit();
      question.disabled = false;
    });
  }, true);
})();
