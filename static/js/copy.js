/* data-copy="#id" copies the text or value of that element. Works without HTTPS too. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-copy]") : null;
    if (!button) return;
    var source = document.querySelector(button.dataset.copy);
    if (!source) return;
    copy(source.value === undefined ? source.textContent.trim() : source.value).then(function (done) {
      var label = button.textContent;
      button.textContent = done ? "已复制" : "请手动复制";
      setTimeout(function () {
        button.textContent = label;
      }, 2000);
    });
  });

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).then(function () {
        return true;
      }, function () {
        return copyOldWay(text);
      });
    }
    return Promise.resolve(copyOldWay(text));
  }

  function copyOldWay(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }
})();
