/* window.site.uploadLine(box, name): one file's line in the list of an upload field: its name, how
   far it is, in which state. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  site.sizeOf = function (bytes) {
    if (bytes < 1024 * 1024) return Math.max(1, Math.round(bytes / 1024)) + " KB";
    return (bytes / 1024 / 1024).toFixed(1) + " MB";
  };

  function Line(box, name) {
    this.box = box;
    this.name = name;
    this.element = make("li", "uploads-item");
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", name + "的上传进度");
    this.state = make("span", "uploads-state");
    this.button = make("button", "btn btn-sm btn-secondary", "不传了");
    this.button.type = "button";
    this.element.dataset.uploadUnsent = name;
    this.element.append(make("span", "uploads-name", name), this.bar, this.state, this.button);
    box.querySelector("[data-uploads-list]").append(this.element);
    this.tellForm();
  }

  /* The form's draft and its guard against leaving hear of every change. */
  Line.prototype.tellForm = function () {
    this.box.dispatchEvent(new CustomEvent("site:files", { bubbles: true }));
  };

  Line.prototype.say = function (text) { this.state.textContent = text; };

  Line.prototype.show = function (percent) { this.bar.value = percent; };

  Line.prototype.isBad = function (isBad, label) {
    this.element.classList.toggle("uploads-bad", isBad);
    this.button.textContent = label;
  };

  Line.prototype._hold = function (suffix, value) {
    var input = document.createElement("input");
    input.type = "hidden";
    input.name = this.box.dataset.uploadsField + suffix;
    input.value = value;
    this.element.append(input);
    return input;
  };

  /* All of it is on the server; no record holds it yet. */
  Line.prototype.sent = function (key, told) {
    var kept = this._hold("_kept", key);
    kept.dataset.uploadSent = this.box.dataset.uploadsField;
    kept.dataset.name = this.name;
    delete this.element.dataset.uploadUnsent;
    this.bar.remove();
    this.isBad(false, "移去");
    this.say("已发送，未保存" + (told || ""));
    this.tellForm();
  };

  Line.prototype.refused = function (sentence) {
    this._hold("_refused", this.name);
    delete this.element.dataset.uploadUnsent;
    this.bar.remove();
    this.isBad(true, "移去");
    this.say(sentence);
    this.tellForm();
  };

  Line.prototype.drop = function () {
    this.element.remove();
    this.tellForm();
  };

  site.uploadLine = function (box, name) { return new Line(box, name); };
})();
