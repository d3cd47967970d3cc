/* [data-uploads-likeness] in a form: once a file has arrived, what it looks like is asked for while it is
   read, and offered: title, category and day are filled in only when the person says so. */
(function () {
  "use strict";
  var site = window.site;
  var TRIES = 25, PAUSE = 3000;

  async function look(box, input, tries) {
    if (!tries || !document.contains(input)) return;
    var answer = await fetch(box.dataset.uploads + input.value + "/likeness/", { credentials: "same-origin" });
    var told = answer.ok ? await answer.json() : { is_read: true };
    if (told.sentence) offer(box, input, told);
    else if (!told.is_read) window.setTimeout(function () { start(box, input, tries - 1); }, PAUSE);
  }

  function start(box, input, tries) {
    look(box, input, tries).catch(function () { /* the line is gone: nothing is offered */ });
  }

  function fill(form, values) {
    Object.keys(values).forEach(function (name) {
      var field = form.elements[name];
      if (!field) return;
      field.value = values[name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function offer(box, input, told) {
    var form = box.closest("form"), notice = box.parentNode.querySelector("[data-likeness]");
    if (notice || !document.contains(input)) return;
    notice = document.createElement("div");
    notice.setAttribute("data-likeness", "");
    notice.setAttribute("role", "status");
    box.after(notice);
    var row = document.createElement("div");
    row.className = "button-row";
    row.append(
      site.button("填入", "btn-sm btn-outline-primary", function () {
        fill(form, told.values);
        notice.remove();
      }),
      site.button("不用", "btn-sm btn-secondary", function () { notice.remove(); })
    );
    site.notice(notice, told.sentence, "tone-active").append(row);
    notice.querySelector("i").className = "bi bi-file-earmark-text";
  }

  function ask(box) {
    box.querySelectorAll("input[data-upload-sent]:not([data-looked])").forEach(function (input) {
      input.dataset.looked = "yes";
      start(box, input, TRIES);
    });
  }

  document.addEventListener("site:files", function (event) {
    if (event.target.hasAttribute("data-uploads-likeness")) ask(event.target);
  });
  document.querySelectorAll("[data-uploads-likeness]").forEach(ask);
})();
