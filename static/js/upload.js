/* Sends the files of an upload field at once, piece by piece, each with its progress; goes on where
   a broken connection stopped. Without this script the form sends the files itself.
   The box is [data-uploads="address"]; its list [data-uploads-list] gets one line a file. */
(function () {
  "use strict";
  if (!window.tus || !window.tus.isSupported) return;
  /* Each piece costs an answer from the server: they grow while the line is quick. */
  var PIECE = 1024 * 1024, LARGEST = 32 * PIECE, QUICK = 2000, SLOW = 10000;
  var WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000];
  var token = document.querySelector('meta[name="csrf-token"]');
  var AT_ONCE = 2;
  var running = [];

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function sizeOf(bytes) {
    if (bytes < 1024 * 1024) return Math.max(1, Math.round(bytes / 1024)) + " KB";
    return (bytes / 1024 / 1024).toFixed(1) + " MB";
  }

  function lineOf(box, file) {
    var line = make("li", "uploads-item");
    line.name = make("span", "uploads-name", file.name);
    line.bar = document.createElement("progress");
    line.bar.max = 100;
    line.bar.value = 0;
    line.bar.setAttribute("aria-label", file.name + "的上传进度");
    line.state = make("span", "uploads-state", "等待上传（" + sizeOf(file.size) + "）");
    line.button = make("button", "btn btn-sm btn-secondary", "不传了");
    line.button.type = "button";
    [line.name, line.bar, line.state, line.button].forEach(function (part) {
      line.appendChild(part);
    });
    box.querySelector("[data-uploads-list]").appendChild(line);
    return line;
  }

  function isRefused(error) {
    var answer = error.originalResponse;
    return Boolean(answer) && answer.getStatus() === 422;
  }

  function sentenceOf(error) {
    var answer = error.originalResponse;
    if (isRefused(error)) return answer.getBody();
    if (answer && answer.getStatus() === 503) return "存储空间暂时不可用，请稍后点“继续”。";
    if (answer && answer.getStatus() === 200) return "登录已过期。请重新登录，再选一次这个文件，会接着上次的传。";
    return "信号断了，已经传的部分保留着。有信号时会自动继续，也可以点“继续”。";
  }

  function start(box, field, file) {
    var line = lineOf(box, file);
    var entry = { line: line, isDone: false, isBroken: false };
    var upload = new window.tus.Upload(file, {
      endpoint: box.dataset.uploads,
      chunkSize: PIECE,
      retryDelays: WAITS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      headers: { "X-CSRFToken": token ? token.content : "" },
      onShouldRetry: function (error) {
        if (!isRefused(error)) line.state.textContent = "信号不好，正在重试…";
        upload.options.chunkSize = PIECE;
        var status = error.originalResponse ? error.originalResponse.getStatus() : 0;
        return status === 0 || status >= 500 || status === 409 || status === 423;
      },
      onProgress: function (sent, total) {
        line.bar.value = (sent / total) * 100;
        line.state.textContent = "已传" + Math.floor((sent / total) * 100) + "%，共" + sizeOf(total);
      },
      onChunkComplete: function () {
        var now = Date.now(), size = upload.options.chunkSize;
        if (now - entry.since < QUICK) upload.options.chunkSize = Math.min(size * 2, LARGEST);
        if (now - entry.since > SLOW) upload.options.chunkSize = Math.max(size / 2, PIECE);
        entry.since = now;
      },
      onAfterResponse: function (request, response) {
        var note = response.getHeader("Upload-Note");
        if (note) entry.note = decodeURIComponent(note);
      },
      onError: function (error) {
        entry.isActive = false;
        entry.isBroken = !isRefused(error);
        entry.isRefused = isRefused(error);
        entry.reason = sentenceOf(error);
        line.state.textContent = entry.reason;
        line.classList.add("uploads-bad");
        line.button.textContent = entry.isBroken ? "继续" : "移去";
        next();
      },
      onSuccess: function () {
        entry.isActive = false;
        entry.isDone = true;
        line.bar.value = 100;
        line.classList.remove("uploads-bad");
        line.state.textContent = "已上传（" + sizeOf(file.size) + "）" + (entry.note ? "。" + entry.note : "");
        line.button.textContent = "移去";
        var kept = document.createElement("input");
        kept.type = "hidden";
        kept.name = field + "_kept";
        kept.value = upload.url.replace(/\/$/, "").split("/").pop();
        line.appendChild(kept);
        next();
      }
    });
    function go() {
      entry.isActive = true;
      entry.isBroken = false;
      entry.since = Date.now();
      line.classList.remove("uploads-bad");
      line.button.textContent = "不传了";
      upload.findPreviousUploads().then(function (earlier) {
        if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
        upload.start();
      });
    }
    line.button.addEventListener("click", function () {
      if (entry.isBroken) {
        go();
        return;
      }
      entry.isGone = true;
      entry.isActive = false;
      upload.abort(!entry.isRefused).catch(function () {});
      line.remove();
      next();
    });
    entry.go = go;
    running.push(entry);
  }

  /* A few at a time: on a weak signal many at once would all stop together. */
  function next() {
    var active = running.filter(function (entry) { return entry.isActive; }).length;
    running.forEach(function (entry) {
      if (active >= AT_ONCE || entry.isActive || entry.isDone || entry.isGone) return;
      if (entry.isBroken || entry.isRefused) return;
      active += 1;
      entry.go();
    });
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    var box = input.type === "file" && input.closest ? input.closest("[data-uploads]") : null;
    if (!box || !box.dataset.uploads) return;
    event.stopPropagation();
    var files = Array.prototype.slice.call(input.files);
    files.forEach(function (file) {
      start(box, input.name, file);
    });
    next();
    input.value = "";
  }, true);

  window.addEventListener("online", function () {
    running.forEach(function (entry) {
      if (entry.isBroken && !entry.isGone) entry.go();
    });
  });

  /* A refused file stays in the list until somebody takes it out: saving must not drop it. */
  function unsettled() {
    return running.filter(function (entry) {
      return !entry.isDone && !entry.isGone;
    });
  }

  document.addEventListener("submit", function (event) {
    var box = event.target.querySelector("[data-uploads]");
    if (!box || !unsettled().length) return;
    event.preventDefault();
    event.stopPropagation();
    var entry = unsettled()[0];
    entry.line.scrollIntoView({ block: "center" });
    entry.line.state.textContent = entry.isRefused
      ? entry.reason + "请先点“移去”，再保存。"
      : "还没有传完，传完再保存。";
  }, true);
})();
