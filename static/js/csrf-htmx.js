/* Sends Django's CSRF token with htmx requests, signs in again on the page where the session has
   ended, and says so when a panel does not load. */
(function () {
  "use strict";
  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector('meta[name="csrf-token"]');
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });

  /* 401: no session. 403 to a POST: as a rule a session that was begun anew in another tab. */
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var status = event.detail.xhr.status;
    var asked = event.detail.requestConfig;
    var isPost = asked.verb === "post";
    if (!isPost || !(status === 401 || (status === 403 && !asked.elt.dataset.renewed))) return;
    event.preventDefault();
    asked.elt.dataset.renewed = "yes";
    window.site.renew().then(function (who) {
      if (who === "other") window.location.assign("/");
      if (who !== "same") return;
      if (status === 403 && asked.elt.requestSubmit) asked.elt.requestSubmit();
      document.dispatchEvent(new CustomEvent("site:renewed"));
    });
  });

  function tell(event) {
    var panel = event.target;
    if (!panel || !panel.hasAttribute || !panel.hasAttribute("data-panel")) return;
    panel.textContent = "内容没有载入。请点“打开”查看，或者刷新本页。";
  }
  document.addEventListener("htmx:responseError", tell);
  document.addEventListener("htmx:sendError", tell);
})();
