/* <form data-guard-unsaved>: asks before leaving with input that was not sent.
   A form shown again with errors carries data-dirty and is guarded at once. */
(function () {
  "use strict";
  var dirty = new Set();

  function equip() {
    dirty.clear();
    document.querySelectorAll("form[data-guard-unsaved][data-dirty]").forEach(function (form) {
      dirty.add(form);
    });
  }

  ["input", "change", "site:files"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = event.target.form || event.target.closest("form");
      if (form && form.hasAttribute("data-guard-unsaved")) dirty.add(form);
    });
  });

  document.addEventListener("submit", function (event) {
    if (!event.defaultPrevented) dirty.delete(event.target);
  });
  document.addEventListener("site:sent", function (event) {
    dirty.delete(event.target);
  });
  document.addEventListener("site:shown", equip);
  equip();

  window.addEventListener("beforeunload", function (event) {
    if (!dirty.size) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
