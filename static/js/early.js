/* What is typed, ticked or chosen before the scripts have come, on a weak line, is told to them once all
   are there, as if it came then: drafts, the guard against leaving, filters and fields for files hear of
   it, and it stands against what a script set meanwhile. The first script of every page. Coming back to
   a page is no typing: there the browser fills in what stood before. */
(function () {
  "use strict";
  var ways = window.performance.getEntriesByType("navigation");
  if (!ways.length || ways[0].type !== "navigate") return;
  var touched = new Map();

  function isChoice(field) { return field.type === "checkbox" || field.type === "radio"; }

  /* What the page gave, as a field of this kind holds it. */
  function given(field) {
    if (field.tagName === "TEXTAREA") return field.defaultValue.replace(/\r\n?/g, "\n");
    var like = document.createElement("input");
    like.type = field.type;
    like.value = field.defaultValue;
    return like.value;
  }

  function isTouched(field) {
    if (field.type === "hidden") return false;
    if (field.type === "file") return field.files.length > 0;
    if (isChoice(field)) return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== given(field);
    var isGiven = Array.prototype.some.call(field.options, function (one) { return one.defaultSelected; });
    if (!isGiven && !field.multiple) return field.selectedIndex > 0;
    return Array.prototype.some.call(field.options, function (one) { return one.selected !== one.defaultSelected; });
  }

  function hold(field) { touched.set(field, isChoice(field) ? field.checked : field.value); }

  function note(event) {
    if (event.target.matches && event.target.matches("input, select, textarea")) hold(event.target);
  }

  Array.prototype.filter.call(document.querySelectorAll("input, select, textarea"), isTouched).forEach(hold);
  document.addEventListener("input", note, true);
  document.addEventListener("change", note, true);

  document.addEventListener("DOMContentLoaded", function () {
    document.removeEventListener("input", note, true);
    document.removeEventListener("change", note, true);
    touched.forEach(function (held, field) {
      if (field.type === "file") {
        if (!field.files.length) return;
      } else if (isChoice(field)) field.checked = held;
      else if (!field.multiple) field.value = held;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
