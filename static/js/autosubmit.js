/* <form data-autosubmit>: a filter applies as soon as a choice or a date changes. */
(function () {
  "use strict";
  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (!form || !form.hasAttribute("data-autosubmit")) return;
    if (/^(text|search|number|tel|email)$/.test(event.target.type)) return;
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  });
})();
