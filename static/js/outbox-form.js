/* What a form is as an entry: outbox.fieldsOf, outbox.settled, outbox.aboutOf. And on the pages of
   the site: a form that was taken along and cannot be saved for want of a line is put by, as it
   stands, with the files that are still on their way. */
(function () {
  "use strict";
  var outbox = self.outbox, site = (window.site = window.site || {});

  outbox.fieldsOf = function (form, button) {
    var fields = Array.from(new FormData(form)).filter(function (field) {
      return typeof field[1] === "string" && field[0] !== "csrfmiddlewaretoken";
    });
    if (button && button.name) fields.push([button.name, button.value]);
    return fields;
  };

  /* What tells one entry from another in the list. */
  outbox.aboutOf = function (fields) {
    var found = ["title", "slogan", "on", "posted_on", "visited_on"].map(function (name) {
      var field = fields.filter(function (one) { return one[0] === name && one[1]; })[0];
      return field ? field[1] : "";
    }).filter(Boolean);
    return found[0] || "";
  };

  /* The form as text, what is filled in with it, so that it can be kept and shown again. */
  outbox.settled = function (form) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (field.type === "checkbox" || field.type === "radio") field.toggleAttribute("checked", field.checked);
      else if (field.tagName === "TEXTAREA") field.textContent = field.value;
      else if (field.tagName === "SELECT") {
        Array.prototype.forEach.call(field.options, function (option) {
          option.toggleAttribute("selected", option.selected);
        });
      } else if (field.type !== "file") field.setAttribute("value", field.value);
    });
    var copy = form.cloneNode(true);
    copy.querySelectorAll("[data-error-summary], [data-send-state], .invalid-feedback, .uploads-item").forEach(function (one) {
      one.remove();
    });
    copy.querySelectorAll(".is-invalid").forEach(function (one) { one.classList.remove("is-invalid"); });
    return copy.outerHTML;
  };

  // -- a form of the site whose line is gone

  async function takenLike(form) {
    var me = outbox.isPossible && document.body.hasAttribute("data-outbox") ? await outbox.me() : null;
    if (!me) return null;
    var here = new URL(form.getAttribute("action") || "", window.location.href).pathname;
    var taken = (await outbox.forms(me)).filter(function (one) {
      return new URL(one.address, window.location.href).pathname === here;
    })[0];
    return taken ? { me: me, taken: taken } : null;
  }

  async function putBy(form, me, taken) {
    var contents = {}, fields = outbox.fieldsOf(form), id = outbox.newId();
    var files = await Promise.all((site.travelling ? site.travelling(form) : []).map(async function (one) {
      var original = one.box.querySelector("[data-uploads-original]");
      var content = original && original.checked ? one.file : await site.shrink(one.file);
      var file = { id: outbox.newId(), field: one.box.dataset.uploadsField, to: one.box.dataset.uploads,
        name: one.file.name, size: content.size, url: "", key: "", sentAt: 0 };
      contents[file.id] = content;
      return file;
    }));
    await outbox.put(me, { id: id, at: Date.now(), changed: Date.now(), tried: 0, state: "waiting", told: "", answer: "",
      address: taken.address, label: taken.label, place: taken.place, fields: fields, about: outbox.aboutOf(fields),
      files: files, form: outbox.settled(form), isEdited: true }, contents);
    form.dispatchEvent(new CustomEvent("site:sent", { bubbles: true }));
    outbox.awaitLine();
    window.location.assign(document.body.dataset.outbox);
  }

  /* On the window, so that it comes before the guards that keep the form from being sent. */
  window.addEventListener("submit", function (event) {
    var form = event.target;
    if (navigator.onLine !== false || !form.hasAttribute || !form.hasAttribute("data-send")) return;
    takenLike(form).then(function (found) {
      if (!found) return;
      site.ask("没有信号，还没有保存。先存到“待发送”，有信号时自动发送？", "存到待发送", function () {
        putBy(form, found.me, found.taken);
      });
    }).catch(function () { /* the page still holds it, and says that the line is gone */ });
  }, true);
})();
