/* Shows which files were chosen and how large they are; refuses one that is too large before it
   is sent. The limit in bytes comes from data-max-bytes on the input. */
(function () {
  "use strict";
  function sizeOf(bytes) {
    if (bytes < 1024) return bytes + " 字节";
    if (bytes < 1024 * 1024) return (bytes / 1024).toFixed(1) + " KB";
    return (bytes / 1024 / 1024).toFixed(1) + " MB";
  }

  function lineBelow(input) {
    var line = input.nextElementSibling;
    if (line && line.hasAttribute("data-chosen-files")) return line;
    line = document.createElement("div");
    line.className = "form-text";
    line.setAttribute("data-chosen-files", "");
    line.setAttribute("role", "status");
    input.insertAdjacentElement("afterend", line);
    return line;
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (input.type !== "file") return;
    var files = Array.prototype.slice.call(input.files);
    var limit = Number(input.dataset.maxBytes || 0);
    var large = files.filter(function (file) {
      return limit && file.size > limit;
    });
    lineBelow(input).textContent = files.length
      ? "已选：" + files.map(function (file) {
          return file.name + "（" + sizeOf(file.size) + "）";
        }).join("、")
      : "";
    input.setCustomValidity(
      large.length ? "“" + large[0].name + "”超过 " + sizeOf(limit) + "，请压缩后再上传。" : ""
    );
    if (large.length) input.reportValidity();
  });
})();
