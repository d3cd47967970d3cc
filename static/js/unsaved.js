/* <form data-guard-unsaved>: asks before leaving with input that was not sent.
   A form shown again with errors carries data-dirty and is guarded at once. */
(function () {
  "use strict";
  var dirty = new Set();

  document.querySelectorAll("form[data-guard-unsaved]").forEach(function (form) {
    if (form.hasAttribute("data-dirty")) dirty.add(form);
    ["input", "change"].forEach(function (name) {
      form.addEventListener(name, function () {
        dirty.add(form);
      });
    });
  });

  document.addEventListener("submit", function (event) {
    if (!event.defaultPrevented) dirty.delete(event.target);
  });

  window.addEventListener("beforeunload", function (event) {
    if (!dirty.size) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
