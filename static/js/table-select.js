/* <input type="checkbox" data-select-all="chosen"> ticks every checkbox named "chosen" of its
   form (also one that lies elsewhere and says form="…"), with data-select-only="late" those that say data-select-kind="late"; one that is
   disabled stays as it is. An element with data-selected-count="chosen" shows how many are ticked. */
(function () {
  "use strict";
  function equip(master) {
    var name = master.dataset.selectAll;
    var only = master.dataset.selectOnly;
    var named = Array.prototype.filter.call(master.form.elements, function (box) {
      return box.type === "checkbox" && box.name === name && !box.disabled;
    });
    var boxes = named.filter(function (box) {
      return !only || box.dataset.selectKind === only;
    });
    var counter = document.querySelector('[data-selected-count="' + name + '"]');

    function isTicked(box) {
      return box.checked;
    }
    function refresh() {
      var ticked = boxes.filter(isTicked).length;
      master.checked = boxes.length > 0 && ticked === boxes.length;
      master.indeterminate = ticked > 0 && ticked < boxes.length;
      if (counter) counter.textContent = String(named.filter(isTicked).length);
    }
    master.addEventListener("change", function () {
      var wanted = master.checked;
      boxes.forEach(function (box) {
        if (box.checked === wanted) return;
        box.checked = wanted;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      });
      refresh();
    });
    named.forEach(function (box) {
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
