/* Sends the files of a [data-uploads="address"] field at once, piece by piece, photos made smaller
   first; goes on where a broken connection stopped. Without this script the form sends the files
   itself. window.site.travelling(form) tells which are still on their way. */
(function () {
  "use strict";
  if (!window.tus || !window.tus.isSupported) return;
  var site = window.site;
  /* Each piece costs an answer from the server: they grow while the line is quick. */
  var PIECE = 1024 * 1024, LARGEST = 32 * PIECE, QUICK = 2000, SLOW = 10000;
  /* A server in front may allow less at a time than ours: pieces grow up to what came through. */
  var SMALLEST = PIECE / 16;
  var WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000];
  var AT_ONCE = 2;
  var running = [];

  function statusOf(error) {
    return error.originalResponse ? error.originalResponse.getStatus() : 0;
  }

  function sentenceOf(status, error) {
    if (status === 422) return error.originalResponse.getBody();
    if (status === 413) return "这个网络只让很小的文件通过。请告诉管理员：前面的服务器要允许更大的上传（client_max_body_size）。";
    if (status === 503) return "存储空间暂时不可用，请稍后点“继续”。";
    if (status === 401) return "登录已过期。登录后点“继续”，会接着传。";
    return "信号断了，已经传的部分保留着。有信号时会自动继续，也可以点“继续”。";
  }

  /* One file on its way: state is "waiting", "active", "broken", "sent", "refused" or "gone". */
  function Sending(box, file) {
    this.box = box;
    this.file = file;
    this.line = site.uploadLine(box, file.name);
    this.state = "waiting";
    this.most = LARGEST;
    this.line.say("等待上传（" + site.sizeOf(file.size) + "）");
    this.line.button.addEventListener("click", this.press.bind(this));
  }

  Sending.prototype.press = function () {
    if (this.state === "broken") {
      this.start();
      return;
    }
    if (this.upload && this.state !== "refused") this.upload.abort(true).catch(function () {});
    this.state = "gone";
    this.line.drop();
    next();
  };

  Sending.prototype.prepared = function () {
    var box = this.box.querySelector("[data-uploads-original]"), self = this;
    if (this.upload || (box && box.checked)) return Promise.resolve(this.file);
    this.line.say("正在准备…");
    return site.shrink(this.file).then(function (small) {
      self.file = small;
      return small;
    });
  };

  Sending.prototype.start = function () {
    var self = this;
    this.state = "active";
    this.line.isBad(false, "不传了");
    this.prepared().then(function (file) {
      if (self.state !== "active") return;
      self.upload = self.upload || self.announced(file);
      var token = document.querySelector('meta[name="csrf-token"]');
      self.upload.options.headers = { "X-CSRFToken": token ? token.content : "", "X-Sent-By": "upload" };
      self.since = Date.now();
      self.upload.findPreviousUploads().then(function (earlier) {
        if (earlier.length) self.upload.resumeFromPreviousUpload(earlier[0]);
        self.upload.start();
      });
    });
  };

  Sending.prototype.announced = function (file) {
    var self = this;
    return new window.tus.Upload(file, {
      endpoint: this.box.dataset.uploads,
      chunkSize: PIECE,
      retryDelays: WAITS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      onShouldRetry: function (error) {
        var status = statusOf(error);
        if (status === 413) return self.smaller();
        if (status !== 422) self.line.say("信号不好，正在重试…");
        self.upload.options.chunkSize = Math.min(PIECE, self.most);
        return status === 0 || status >= 500 || status === 409 || status === 423;
      },
      onProgress: function (sent, total) {
        self.line.show((sent / total) * 100);
        self.line.say("已传" + Math.floor((sent / total) * 100) + "%，共" + site.sizeOf(total));
      },
      onChunkComplete: function () { self.pace(); },
      onAfterResponse: function (request, response) {
        var note = response.getHeader("Upload-Note");
        if (note) self.note = decodeURIComponent(note);
      },
      onError: function (error) { self.stopped(statusOf(error), error); },
      onSuccess: function () {
        self.state = "sent";
        self.line.sent(
          self.upload.url.replace(/\/$/, "").split("/").pop(),
          "（" + site.sizeOf(file.size) + "）" + (self.note ? "。" + self.note : "")
        );
        next();
      }
    });
  };

  /* What was refused for its size goes on in smaller pieces, as long as there are any. */
  Sending.prototype.smaller = function () {
    var options = this.upload.options;
    if (options.chunkSize <= SMALLEST) return false;
    this.most = options.chunkSize = options.chunkSize / 4;
    return true;
  };

  Sending.prototype.pace = function () {
    var now = Date.now(), options = this.upload.options;
    if (now - this.since < QUICK) options.chunkSize = Math.min(options.chunkSize * 2, this.most);
    if (now - this.since > SLOW) options.chunkSize = Math.max(options.chunkSize / 2, Math.min(PIECE, this.most));
    this.since = now;
  };

  Sending.prototype.stopped = function (status, error) {
    if (status === 422) {
      this.state = "refused";
      this.line.refused(sentenceOf(status, error));
    } else {
      this.state = "broken";
      this.line.isBad(true, "继续");
      this.line.say(sentenceOf(status, error));
      if (status === 401 || status === 403) this.signInAgain();
    }
    next();
  };

  Sending.prototype.signInAgain = function () {
    var self = this;
    if (this.isRenewed) return;
    this.isRenewed = true;
    site.renew().then(function (who) { if (who === "same") self.start(); });
  };

  function inState(state, form) {
    return running.filter(function (one) {
      return one.state === state && (!form || form.contains(one.box));
    });
  }

  /* A few at a time: on a weak signal many at once would all stop together. */
  function next() {
    inState("waiting").slice(0, Math.max(0, AT_ONCE - inState("active").length)).forEach(function (one) {
      one.start();
    });
  }

  /* What a form still has to wait for. */
  site.travelling = function (form) {
    return inState("waiting", form).concat(inState("active", form), inState("broken", form));
  };

  document.addEventListener("change", function (event) {
    var input = event.target;
    var box = input.type === "file" && input.closest ? input.closest("[data-uploads]") : null;
    if (!box) return;
    event.stopPropagation();
    var files = Array.prototype.slice.call(input.files);
    if (files.length && !box.hasAttribute("data-uploads-many")) replace(box);
    files.forEach(function (file) { running.push(new Sending(box, file)); });
    input.value = "";
    next();
  }, true);

  /* A field for one file: the new one stands for the old one. */
  function replace(box) {
    running.forEach(function (one) {
      if (one.box === box && one.state !== "gone") {
        one.state = one.state === "broken" ? "waiting" : one.state;
        one.press();
      }
    });
    box.querySelectorAll("[data-upload-line]").forEach(function (line) { line.remove(); });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-upload-drop]") : null;
    if (button) button.closest("li").remove();
  });

  /* What a draft remembers to be on the server already. */
  document.addEventListener("site:restored", function (event) {
    event.detail.forEach(function (file) {
      var box = event.target.querySelector('[data-uploads-field="' + file.field + '"]');
      if (!box || box.querySelector('input[value="' + file.key + '"]')) return;
      var line = site.uploadLine(box, file.name);
      line.button.addEventListener("click", function () { line.drop(); });
      line.sent(file.key);
    });
  }, true);

  window.addEventListener("online", function () {
    inState("broken").forEach(function (one) { one.start(); });
  });

  /* With a script the field is two buttons; the plain field stays inside the first of them. */
  function equip() {
    document.querySelectorAll("[data-uploads]").forEach(function (box) {
      var buttons = box.querySelector("[data-uploads-buttons]");
      var input = box.querySelector("input[type=file]");
      if (!buttons.hidden) return;
      input.className = "visually-hidden";
      buttons.querySelector("label").append(input);
      buttons.hidden = false;
    });
  }
  document.addEventListener("site:shown", equip);
  equip();
})();
