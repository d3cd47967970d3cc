/* The error summary gets the focus and leads to the fields; the browser's own checks speak
   Chinese whatever the browser's language. */
(function () {
  "use strict";
  function focusSummary() {
    var summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }
  document.addEventListener("site:shown", focusSummary);
  focusSummary();

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("[data-error-summary] a[href^='#']") : null;
    if (!link) return;
    var place = document.getElementById(link.hash.slice(1));
    var field = place && place.querySelector("input:not([type=hidden]), select, textarea");
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    place.scrollIntoView();
  });

  function complaint(field) {
    var state = field.validity;
    if (state.valueMissing) {
      if (field.type === "file") return "请选择文件。";
      if (field.type === "checkbox") return "请勾选这一项。";
      if (field.type === "radio" || field.tagName === "SELECT") return "请选择一项。";
      return "请填写这一项。";
    }
    if (state.badInput || state.typeMismatch) return "填写的格式不对。";
    if (state.rangeUnderflow) return "不能小于 " + field.min + "。";
    if (state.rangeOverflow) return "不能大于 " + field.max + "。";
    if (state.stepMismatch) return "请填写允许的数值，例如整数。";
    if (state.tooShort) return "至少填 " + field.minLength + " 个字。";
    if (state.tooLong) return "最多填 " + field.maxLength + " 个字。";
    if (state.patternMismatch) return field.title || "填写的格式不对。";
    return "";
  }

  document.addEventListener("invalid", function (event) {
    var field = event.target;
    if (!field.validity.customError) field.setCustomValidity(complaint(field));
  }, true);
  // Every radio button of a group complains, so an answer clears the whole group. A file field
  // keeps its own complaint about size (file-field.js).
  ["input", "change"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var field = event.target;
      if (!field.form || field.type === "file") return;
      Array.prototype.forEach.call(field.form.elements, function (element) {
        if (element.name === field.name && element.setCustomValidity) element.setCustomValidity("");
      });
    }, true);
  });
})();
