/* Sends Django's CSRF token with htmx requests; says so when a panel does not load. */
(function () {
  "use strict";
  var token = document.querySelector('meta[name="csrf-token"]');

  document.addEventListener("htmx:configRequest", function (event) {
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });

  // An expired session answers with the sign-in page: show it whole, not inside a panel.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var login = document.body.dataset.loginUrl;
    var answered = event.detail.xhr.responseURL || "";
    if (login && answered.indexOf(login) !== -1) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });

  function tell(event) {
    var panel = event.target;
    if (!panel || !panel.hasAttribute || !panel.hasAttribute("data-panel")) return;
    panel.textContent = "内容没有载入。请点“打开”查看，或者刷新本页。";
  }
  document.addEventListener("htmx:responseError", tell);
  document.addEventListener("htmx:sendError", tell);
})();
