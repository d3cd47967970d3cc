/* [data-paper] in an upload field: a paper is photographed page by page, each page is found on its
   photo, straightened and cleared, and all of them go on as one PDF through the field itself. Pages
   can be taken again, moved and left out; the four corners are moved by finger or arrow keys. Until
   the file has arrived the pages are kept on the phone, sealed like what waits there, and offered
   again where a tab was closed (self.outbox; without it they last as long as the page). */
(function () {
  "use strict";
  var site = window.site;
  var SEARCHED = 400;
  var CORNERS = ["左上角", "右上角", "右下角", "左下角"];
  var WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className || "";
    if (text) element.textContent = text;
    return element;
  }

  function load(file) {
    var address = URL.createObjectURL(file);
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onload = function () { done(image); };
      image.onerror = failed;
      image.src = address;
    }).finally(function () { URL.revokeObjectURL(address); });
  }

  function drawn(image, longest) {
    var scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
    var canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  function edgesOf(image) {
    var canvas = drawn(image, SEARCHED);
    return site.paperEdges(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height));
  }

  /* A page is {id, photo, corners, isPlain, isFound, blob, width, height}. */
  async function pageOf(file) {
    var photo = await site.shrink(file);
    var found = edgesOf(await load(photo));
    return flatten({ id: String(Date.now()) + Math.random(), photo: photo, corners: found || WHOLE,
      isFound: Boolean(found), isPlain: false });
  }

  async function flatten(page) {
    var image = await load(page.photo);
    var flat = site.paperFlat(drawn(image, Infinity), page.corners, page.isPlain);
    return Object.assign(page, await site.paperJpeg(flat));
  }

  function nameFor(form) {
    var title = form && form.elements.title && form.elements.title.value.trim();
    var now = new Date(), two = function (number) { return ("0" + number).slice(-2); };
    var day = String(now.getFullYear()) + two(now.getMonth() + 1) + two(now.getDate());
    return (title || "纸质件" + day + "-" + two(now.getHours()) + two(now.getMinutes())).slice(0, 60) + ".pdf";
  }

  // -- the four corners on the photo

  function Adjusting(stack, page, done) {
    var self = this;
    this.page = page;
    this.corners = page.corners.map(function (corner) { return corner.slice(); });
    this.box = make("div", "paper-adjust");
    this.stage = make("div", "paper-stage");
    this.canvas = make("canvas");
    this.stage.append(this.canvas);
    this.handles = CORNERS.map(function (name, at) { return self.handle(name, at); });
    var buttons = make("div", "button-row");
    buttons.append(
      site.button("用这个范围", "btn-primary", function () {
        page.corners = self.corners;
        done(true);
      }),
      site.button("整张照片", "btn-secondary", function () { self.set(WHOLE); }),
      site.button("不改", "btn-secondary", function () { done(false); })
    );
    this.box.append(make("p", "muted", "把四个圆点拖到纸的四个角上。"), this.stage, buttons);
    load(page.photo).then(function (image) {
      var shown = drawn(image, 1000);
      self.canvas.width = shown.width;
      self.canvas.height = shown.height;
      self.shown = shown;
      self.set(self.corners);
    });
  }

  Adjusting.prototype.set = function (corners) {
    var self = this;
    this.corners = corners.map(function (corner) { return corner.slice(); });
    this.handles.forEach(function (handle, at) {
      handle.style.left = self.corners[at][0] * 100 + "%";
      handle.style.top = self.corners[at][1] * 100 + "%";
    });
    if (!this.shown) return;
    var context = this.canvas.getContext("2d"), width = this.canvas.width, height = this.canvas.height;
    context.drawImage(this.shown, 0, 0);
    context.beginPath();
    this.corners.forEach(function (corner) { context.lineTo(corner[0] * width, corner[1] * height); });
    context.closePath();
    context.lineWidth = Math.max(3, width / 200);
    context.strokeStyle = "#1a5fb4";
    context.stroke();
  };

  Adjusting.prototype.move = function (at, x, y) {
    var corners = this.corners.slice();
    corners[at] = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
    this.set(corners);
  };

  Adjusting.prototype.handle = function (name, at) {
    var self = this, handle = make("button", "paper-corner");
    handle.type = "button";
    handle.setAttribute("aria-label", name);
    handle.addEventListener("pointerdown", function (event) { handle.setPointerCapture(event.pointerId); });
    handle.addEventListener("pointermove", function (event) {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      var place = self.canvas.getBoundingClientRect();
      self.move(at, (event.clientX - place.left) / place.width, (event.clientY - place.top) / place.height);
    });
    handle.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!step) return;
      event.preventDefault();
      self.move(at, self.corners[at][0] + step[0] / 100, self.corners[at][1] + step[1] / 100);
    });
    this.stage.append(handle);
    return handle;
  };

  // -- what is kept of a paper until its file has arrived

  /* Pages that became a file on this page, and are kept only until it has arrived. */
  var leaving = [];

  function idsOf(pages) { return pages.map(function (page) { return page.id; }); }

  /* The pages of one field on this phone; each step waits for the last. */
  function Kept(box) {
    var form = box.closest("form");
    var path = new URL(form.getAttribute("action") || "", window.location.href).pathname;
    /* Without a line all forms lie on one page, and an entry is known by its key. */
    var entry = form.hasAttribute("data-capture-form") ? form.elements.form_key.value : "";
    this.place = [path, entry, box.dataset.uploadsField].join(" ");
    this.box = box;
    this.known = [];
    this.last = Promise.resolve();
  }

  Kept.prototype.next = function (step) {
    var self = this;
    this.last = this.last.then(async function () {
      var outbox = window.outbox;
      var me = outbox && outbox.isPossible ? await outbox.me() : null;
      return me ? step.call(self, outbox, me) : [];
    }).catch(function () { return []; /* no room, or sealed by a former key: the page holds them */ });
    return this.last;
  };

  Kept.prototype.put = function (pages) {
    var now = pages.slice(), known = this.known;
    this.known = now;
    this.box.dispatchEvent(new CustomEvent("site:files", { bubbles: true }));
    return this.next(async function (outbox, me) {
      var gone = known.filter(function (page) { return now.indexOf(page) === -1; });
      await outbox.dropPages(idsOf(gone));
      await outbox.putPaper(me, this.place, now, now.filter(function (page) { return known.indexOf(page) === -1; }));
    });
  };

  Kept.prototype.pages = async function () {
    var found = await this.next(function (outbox, me) { return outbox.paper(me, this.place); });
    this.known = found.filter(function (page) { return leaving.indexOf(page.id) === -1; });
    return this.known;
  };

  /* Once nothing of the field is on its way any more, the file is on the server or with the entry. */
  Kept.prototype.leaveWith = function () {
    var self = this;
    leaving = leaving.concat(idsOf(this.known));
    this.box.addEventListener("site:files", function arrived() {
      if (self.box.querySelector("[data-upload-unsent], .uploads-bad")) return;
      self.box.removeEventListener("site:files", arrived);
      self.next(function (outbox) { return outbox.dropPages(idsOf(self.known)); });
    });
  };

  // -- all pages of one paper

  function Paper(box) {
    var self = this;
    this.box = box;
    this.pages = [];
    this.kept = new Kept(box);
    this.content = make("div");
    this.list = make("ol", "paper-pages");
    this.told = make("p", "muted");
    this.told.setAttribute("role", "status");
    this.done = site.button("做成一个文件", "btn-success", function () { self.finish(); });
    var heading = make("h2", "", "纸质件拍成一个文件");
    heading.id = "paper-heading";
    this.ways = make("div", "button-row");
    this.ways.append(this.chooser("拍下一页", "bi-camera", true), this.chooser("从相册选", "bi-images", false));
    this.content.append(heading, this.told, this.list, this.ways);
    this.no = site.button("取消", "btn-secondary", function () { self.leave(); });
    this.dialog = site.dialog(this.content, [this.done, this.no]);
    this.dialog.classList.add("paper");
    this.dialog.setAttribute("aria-labelledby", heading.id);
    this.dialog.addEventListener("cancel", function (event) {
      event.preventDefault();
      self.leave();
    });
    this.show();
    this.ready = this.restore();
  }

  Paper.prototype.leave = function () {
    var self = this;
    if (!this.pages.length) this.dialog.close();
    else site.ask("拍好的" + this.pages.length + "页都不要了？", "不要了", function () {
      self.kept.put([]);
      self.dialog.close();
    });
  };

  /* Pages that were photographed here before and became no file. */
  Paper.prototype.restore = async function () {
    var before = await this.kept.pages();
    for (var page of before) {
      await this.busy("正在打开上次拍好的…");
      this.pages.push(await flatten(page));
    }
    if (before.length && this.dialog.open) this.show("上次拍好的" + before.length + "页还在，可以接着拍；都不要的，点“取消”。");
  };

  /* A button that opens the camera or the album; `at` is the page that is taken again. */
  Paper.prototype.chooser = function (label, sign, isCamera, at) {
    var self = this, button = make("label", at === undefined ? "btn btn-outline-primary uploads-choose" : "btn btn-sm btn-secondary uploads-choose");
    var input = make("input", "visually-hidden"), icon = make("i", "bi " + sign);
    icon.setAttribute("aria-hidden", "true");
    input.type = "file";
    input.accept = "image/*";
    if (isCamera) input.setAttribute("capture", "environment");
    else input.multiple = at === undefined;
    input.addEventListener("change", function () {
      var files = Array.prototype.slice.call(input.files);
      input.value = "";
      self.take(files, at);
    });
    button.append(icon, label, input);
    return button;
  };

  Paper.prototype.busy = function (sentence) {
    this.told.textContent = sentence;
    this.done.disabled = true;
    /* The sentence is on the screen before the work begins. */
    return new Promise(function (done) { setTimeout(done, 30); });
  };

  Paper.prototype.take = async function (files, at) {
    var unread = [];
    await this.ready;
    for (var file of files) {
      await this.busy("正在处理“" + file.name + "”…");
      try {
        var page = await pageOf(file);
        if (at === undefined) this.pages.push(page);
        else this.pages[at] = page;
      } catch (broken) { unread.push(file.name); }
    }
    this.show(unread.length ? "“" + unread.join("”“") + "”不是照片，没有收下。" : "");
  };

  /* What is shown is kept. */
  Paper.prototype.show = function (told) {
    var self = this, count = this.pages.length;
    if (count || this.kept.known.length) this.kept.put(this.pages);
    this.list.textContent = "";
    this.pages.forEach(function (page, at) { self.list.append(self.row(page, at)); });
    this.told.textContent = told || (count ? "共" + count + "页。看一看每一页是不是清楚、完整。" : "把纸放平，一页拍一张，纸的四边都要拍进去。");
    this.done.disabled = !count;
  };

  Paper.prototype.row = function (page, at) {
    var self = this, row = make("li", "paper-page"), picture = make("img");
    var address = URL.createObjectURL(page.blob);
    picture.alt = "第" + (at + 1) + "页";
    picture.onload = function () { URL.revokeObjectURL(address); };
    picture.src = address;
    var words = make("div"), buttons = make("div", "button-row");
    words.append(make("strong", "", "第" + (at + 1) + "页"), make("span", "muted", " " + site.sizeOf(page.blob.size)));
    if (!page.isFound) words.append(make("p", "small", "没有找到纸边，请点“调整”，把四个角对准。"));
    function press(label, pressed) { buttons.append(site.button(label, "btn-sm btn-secondary", pressed)); }
    press("调整", function () { self.adjust(page); });
    press(page.isPlain ? "变清晰" : "用原色", async function () {
      page.isPlain = !page.isPlain;
      await self.busy("正在处理…");
      await flatten(page);
      self.show();
    });
    buttons.append(this.chooser("重拍", "bi-camera", true, at));
    if (at) press("往前移", function () { self.move(at); });
    press("删去", function () {
      self.pages.splice(at, 1);
      self.show();
    });
    words.append(buttons);
    row.append(picture, words);
    return row;
  };

  Paper.prototype.move = function (at) {
    this.pages.splice(at - 1, 0, this.pages.splice(at, 1)[0]);
    this.show();
  };

  Paper.prototype.adjust = function (page) {
    var self = this, rest = [this.list, this.ways, this.told, this.done.parentNode];
    function hide(isHidden) { rest.forEach(function (one) { one.hidden = isHidden; }); }
    var adjusting = new Adjusting(this.content, page, async function (isChanged) {
      adjusting.box.remove();
      hide(false);
      if (isChanged) {
        page.isFound = true;
        await self.busy("正在处理…");
        await flatten(page);
      }
      self.show();
    });
    hide(true);
    this.content.append(adjusting.box);
    adjusting.handles[0].focus();
  };

  /* Into the field, as if the PDF had been chosen there. */
  Paper.prototype.finish = function () {
    var input = this.box.querySelector("input[type=file]:not([capture])"), files = new DataTransfer();
    var made = new File([site.paperPdf(this.pages)], nameFor(input.form), { type: "application/pdf" });
    files.items.add(made);
    input.files = files.files;
    this.kept.leaveWith();
    this.dialog.close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  function equip() {
    document.querySelectorAll("[data-paper]").forEach(function (button) { button.hidden = false; });
  }
  document.addEventListener("site:shown", equip);
  equip();

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-paper]") : null;
    if (button) new Paper(button.closest("[data-uploads]"));
  });
})();
