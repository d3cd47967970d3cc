/* "/" leads to the search box of the page, and on a small screen, where it is hidden, to the page of
   the search. Where somebody is typing it stays a sign like any other. */
(function () {
  "use strict";
  var box = document.querySelector("[data-search-box]");
  if (!box) return;

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
    event.preventDefault();
    if (box.offsetParent !== null) {
      box.focus();
      box.select();
    } else {
      window.location.href = box.form.action;
    }
  });
})();
