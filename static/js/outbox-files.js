/* On the page that works without a line, the files of a [data-uploads] field stay on the phone:
   made smaller, shown in the field's own list. site.heldFiles(form) tells which; site.holdFile puts
   one back that an entry already has. */
(function () {
  "use strict";
  var site = window.site;
  var held = [];

  function here(form) {
    return held.filter(function (one) { return form.contains(one.line.element); });
  }

  function show(box, file) {
    if (!box.hasAttribute("data-uploads-many")) {
      held.filter(function (one) { return box.contains(one.line.element); }).forEach(function (one) {
        one.line.drop();
      });
    }
    var line = site.uploadLine(box, file.name);
    delete line.element.dataset.uploadUnsent;
    line.bar.remove();
    line.isBad(false, "移去");
    line.say("存在本机（" + site.sizeOf(file.size) + "）");
    line.button.addEventListener("click", function () { line.drop(); });
    held.push({ file: file, line: line });
  }

  site.heldFiles = function (form) {
    return here(form).map(function (one) { return one.file; });
  };

  site.holdFile = function (form, file) {
    var box = form.querySelector('[data-uploads-field="' + file.field + '"]');
    if (box) show(box, file);
  };

  async function take(box, chosen) {
    var original = box.querySelector("[data-uploads-original]");
    var content = original && original.checked ? chosen : await site.shrink(chosen);
    show(box, {
      id: self.outbox.newId(), field: box.dataset.uploadsField, to: box.dataset.uploads,
      name: chosen.name, size: content.size, url: "", key: "", sentAt: 0, content: content
    });
    box.dispatchEvent(new CustomEvent("site:files", { bubbles: true }));
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    var box = input.type === "file" && input.closest ? input.closest("[data-uploads]") : null;
    if (!box) return;
    event.stopPropagation();
    var files = Array.prototype.slice.call(input.files);
    input.value = "";
    files.reduce(function (before, file) {
      return before.then(function () { return take(box, file); });
    }, Promise.resolve());
  }, true);

  /* What the server had listed is on the phone too; the buttons stand as on every other page. */
  site.equipFiles = function (form) {
    form.querySelectorAll("[data-uploads]").forEach(function (box) {
      var input = box.querySelector("input[type=file]");
      var buttons = box.querySelector("[data-uploads-buttons]");
      box.querySelectorAll("[data-upload-line]").forEach(function (line) { line.remove(); });
      input.className = "visually-hidden";
      buttons.querySelector("label").append(input);
      buttons.hidden = false;
    });
  };
})();
