/* <input type="checkbox" data-select-all="chosen"> ticks every checkbox named "chosen" in its
   form or table; an element with data-selected-count="chosen" shows how many are ticked. */
(function () {
  "use strict";
  function equip(master) {
    var name = master.dataset.selectAll;
    var scope = master.closest("form, table") || document;
    var boxes = Array.prototype.slice.call(
      scope.querySelectorAll('input[type="checkbox"][name="' + name + '"]')
    );
    var counter = document.querySelector('[data-selected-count="' + name + '"]');

    function refresh() {
      var ticked = boxes.filter(function (box) {
        return box.checked;
      }).length;
      master.checked = boxes.length > 0 && ticked === boxes.length;
      master.indeterminate = ticked > 0 && ticked < boxes.length;
      if (counter) counter.textContent = String(ticked);
    }
    master.addEventListener("change", function () {
      boxes.forEach(function (box) {
        box.checked = master.checked;
      });
      refresh();
    });
    boxes.forEach(function (box) {
      box.addEventListener("change", refresh);
    });
    refresh();
  }

  function equipAll() {
    document.querySelectorAll("[data-select-all]").forEach(equip);
  }
  document.addEventListener("site:shown", equipAll);
  equipAll();
})();
