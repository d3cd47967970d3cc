/* <button data-fill-rest="met" data-fill-of="unseen" hidden>: sets every list of its form that stands
   at "unseen" to "met"; what somebody has chosen stays. */
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("[data-fill-rest]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      Array.prototype.forEach.call(button.form.elements, function (field) {
        if (field.tagName !== "SELECT" || field.value !== button.dataset.fillOf) return;
        field.value = button.dataset.fillRest;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  });
})();
