/* Saving a form whose files are still on their way is remembered and carried out once all have
   arrived; files that were refused are told again before the form is saved without them. */
(function () {
  "use strict";
  var site = window.site;
  if (!site.travelling) return;
  var pending = null, pressed = null;

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button") : null;
    pressed = button && button.form ? button : null;
  }, true);

  function hold(event, form) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return { form: form, button: pressed && pressed.form === form ? pressed : null };
  }

  function submit(wanted) {
    if (wanted.form.requestSubmit && wanted.button) wanted.form.requestSubmit(wanted.button);
    else (wanted.button || wanted.form.querySelector("[type=submit]")).click();
  }

  function tell(left) {
    site.tell(pending.form, "还有" + left + "个文件在上传，传完后自动保存。请不要关闭这一页。", "tone-waiting");
  }

  function ask(wanted, refused) {
    var names = refused.map(function (input) { return "“" + input.value + "”"; });
    var them = names.length > 1 ? "它们" : "它";
    site.ask(names.join("、") + "没有收下，不会保存。不带" + them + "保存吗？", "不带，保存", function () {
      wanted.form.dataset.toldRefused = "yes";
      submit(wanted);
    });
  }

  /* A field that needs a file and has none is the server's to refuse. */
  function refusedIn(form) {
    return Array.prototype.filter.call(form.querySelectorAll("input[name$=_refused]"), function (input) {
      var box = input.closest("[data-uploads]");
      return !box.hasAttribute("data-uploads-needed") || box.querySelector("[data-upload-sent]");
    });
  }

  /* On the window, so that it comes before all other guards of the form. */
  window.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.querySelector || !form.querySelector("[data-uploads]")) return;
    var left = site.travelling(form).length;
    if (left) {
      pending = hold(event, form);
      form.dispatchEvent(new CustomEvent("site:failed", { bubbles: true }));
      tell(left);
      return;
    }
    var refused = refusedIn(form);
    if (refused.length && !form.dataset.toldRefused) ask(hold(event, form), refused);
  }, true);

  document.addEventListener("site:files", function () {
    if (!pending) return;
    var left = site.travelling(pending.form).length;
    if (left) {
      tell(left);
      return;
    }
    var wanted = pending;
    pending = null;
    site.tell(wanted.form, "");
    submit(wanted);
  });
})();
