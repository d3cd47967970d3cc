/* The page that works without a line: what waits and how it stands, the forms that were taken
   along, and one form at a time to fill in (#new/address, #entry/id). What is being filled in is
   kept as a draft; what is saved waits until the server has it. */
(function () {
  "use strict";
  var outbox = self.outbox, site = window.site;
  var body = document.body;
  var DAY = 24 * 3600 * 1000;
  var PILLS = {
    draft: ["tone-waiting", "bi-pencil", "没有填完"],
    waiting: ["tone-waiting", "bi-hourglass-split", "等待发送"],
    refused: ["tone-bad", "bi-exclamation-octagon-fill", "没有收下"],
    sent: ["tone-good", "bi-check-circle-fill", "已发送"],
    shut: ["tone-warn", "bi-exclamation-triangle-fill", "打不开"]
  };
  var TOLD = {
    offline: "现在没有信号，都存在这台手机上。有信号时自动发送，也可以点“立即发送”。",
    signedOut: "登录已过期。登录后发送；记下的都还在。",
    other: "现在登录的是另一个账号。这台手机上别人记的，等本人登录后再发。"
  };
  var FIRST = "请先在有信号的地方登录一次。登录后打开任何一页，要用的表就带上了，一个星期内有效。";
  var UNSAFE = "这个浏览器或者这个网址（不是 https）不能离线记录。有信号时请照常使用。";
  var me = null, open = null, waiting = null, listed = Promise.resolve();

  function part(name) { return document.querySelector("[data-" + name + "]"); }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className || "";
    if (text) element.textContent = text;
    return element;
  }

  function icon(name) {
    var sign = make("i", "bi " + name);
    sign.setAttribute("aria-hidden", "true");
    return sign;
  }

  function tell(sentence, tone, button) {
    var box = part("told");
    box.className = "";
    box.textContent = "";
    if (!sentence) return;
    var text = site.notice(box, sentence, tone || "tone-warn");
    if (button) text.append(document.createElement("br"), button);
  }

  function when(time) {
    var day = new Date(time);
    return day.getMonth() + 1 + "月" + day.getDate() + "日" + day.getHours() + "时" + day.getMinutes() + "分";
  }

  // -- what the server said

  function read(html) { return new DOMParser().parseFromString(html || "", "text/html"); }

  function textsOf(page, selector) {
    return Array.prototype.map.call(page.querySelectorAll(selector), function (one) {
      return one.textContent.replace(/\s+/g, " ").trim();
    }).filter(Boolean);
  }

  function faultsOf(entry) {
    if (entry.told) return [entry.told];
    var page = read(entry.answer);
    var ways = ["main [data-error-summary] li", "main .notice strong", "main li", "main p"];
    for (var way of ways) {
      var found = textsOf(page, way);
      if (found.length) return found;
    }
    return [];
  }

  // -- the list

  function rowOf(entry) {
    var row = make("li", "outbox-item"), pill = PILLS[entry.state] || PILLS.shut;
    row.dataset.entry = entry.id;
    var head = make("div", "outbox-head");
    var state = make("span", "pill " + pill[0]);
    state.append(icon(pill[1]), pill[2]);
    head.append(make("strong", "", entry.label), state);
    row.append(head, make("div", "small muted", [entry.place, entry.about, when(entry.at)].filter(Boolean).join(" · ")));
    if (entry.files.length) row.append(make("div", "small muted", "照片和文件" + entry.files.length + "个"));
    if (entry.state === "refused") {
      var list = make("ul", "outbox-faults");
      faultsOf(entry).forEach(function (fault) { list.append(make("li", "", fault)); });
      row.append(list);
    } else if (entry.told) row.append(make("p", "small", entry.told));
    row.append(buttonsOf(entry));
    return row;
  }

  function buttonsOf(entry) {
    var row = make("div", "button-row");
    if (entry.state === "sent") {
      var link = make("a", "btn btn-sm btn-secondary", "查看");
      link.href = entry.location;
      row.append(link);
      return row;
    }
    if (entry.state !== "shut") {
      var label = entry.state === "draft" ? "继续填" : "打开修改";
      row.append(site.button(label, "btn-sm btn-secondary", function () { go("entry/" + entry.id); }));
    }
    row.append(site.button("删除", "btn-sm btn-secondary", function () {
      site.ask("删除这一条？还没有发送，删了就没有了。", "删除", function () {
        outbox.remove(entry.id).then(list);
      });
    }));
    return row;
  }

  async function forget(entries) {
    var old = entries.filter(function (entry) { return entry.state === "sent" && Date.now() - entry.changed > 3 * DAY; });
    for (var entry of old) await outbox.remove(entry.id);
    return entries.filter(function (entry) { return old.indexOf(entry) === -1; });
  }

  /* What says the same stays in its place: a press on it is not lost. */
  function fill(box, rows) {
    rows.forEach(function (row, at) {
      var there = box.children[at];
      if (!there) box.append(row);
      else if (there.outerHTML !== row.outerHTML) there.replaceWith(row);
    });
    while (box.children.length > rows.length) box.lastElementChild.remove();
  }

  /* One after the other: what was read first is not shown last. */
  function list() {
    listed = listed.then(listNow, listNow);
    return listed;
  }

  async function listNow() {
    var own = me;
    if (!own) return;
    var entries = await forget(await outbox.entries(own));
    var counts = await outbox.counts(own.user);
    var forms = await outbox.forms(own);
    if (own.user !== (me && me.user)) return;
    var unsent = entries.filter(function (entry) { return entry.state !== "sent"; });
    var sent = entries.filter(function (entry) { return entry.state === "sent"; });
    fill(part("entries"), unsent.concat(sent).map(rowOf));
    part("none").hidden = Boolean(unsent.length);
    part("send-now").hidden = !unsent.some(function (entry) { return entry.state === "waiting"; });
    part("others").hidden = !counts.others;
    part("others").textContent = "这台手机上还有别的账号记的" + counts.others + "条，等本人登录后再发。";
    listForms(forms);
  }

  function listForms(forms) {
    fill(part("forms"), forms.map(function (form) {
      var link = make("a", "shortcut outbox-form");
      var words = make("span", "", form.label);
      words.append(make("span", "outbox-place", form.place));
      link.href = "#new/" + form.address;
      link.append(icon("bi-" + form.icon), words);
      return link;
    }));
    var oldest = forms.reduce(function (at, form) { return Math.min(at, form.at); }, Infinity);
    part("since").textContent = forms.length
      ? "表里的选项是" + when(oldest) + "带上的，有信号时自动更新。"
      : "还没有带上要用的表。请在有信号的地方打开首页。";
  }

  // -- one form

  async function keep(state, button) {
    var entry = open.entry, form = open.form, contents = {};
    entry.fields = outbox.fieldsOf(form, button);
    entry.about = outbox.aboutOf(entry.fields);
    entry.form = outbox.settled(form);
    entry.isEdited = true;
    entry.files = site.heldFiles(form).map(function (file) {
      if (file.content) contents[file.id] = file.content;
      var kept = Object.assign({}, file);
      delete kept.content;
      return kept;
    });
    if (state !== "draft") Object.assign(entry, { told: "", answer: "" });
    entry.state = state;
    entry.changed = Date.now();
    if (button && button.hasAttribute("formaction")) entry.address = button.getAttribute("formaction");
    await outbox.put(me, entry, contents);
    site.heldFiles(form).forEach(function (file) { delete file.content; });
  }

  function keepDraft() {
    window.clearTimeout(waiting);
    waiting = null;
    return keep("draft").catch(function () { /* no room: told when it is saved */ });
  }

  async function contentFor(route) {
    var name = route.slice(route.indexOf("/") + 1);
    if (route.indexOf("entry/") === 0) {
      var entry = await outbox.entry(me, name);
      if (!entry || entry.state === "shut" || entry.state === "sent") return null;
      var answered = !entry.isEdited && read(entry.answer).querySelector("main form[data-send]");
      return { entry: entry, form: answered || read(entry.form).querySelector("form"), isAnswer: Boolean(answered) };
    }
    var taken = (await outbox.forms(me)).filter(function (form) { return form.address === name; })[0];
    if (!taken) return null;
    var id = outbox.newId(), form = read(taken.form).querySelector("form");
    form.querySelector("[name=form_key]").setAttribute("value", id);
    proposeDays(form);
    var fresh = { id: id, at: Date.now(), changed: 0, tried: 0, state: "draft", told: "", answer: "",
      address: taken.address, label: taken.label, place: taken.place, fields: [], files: [], form: "" };
    return { entry: fresh, form: form, isAnswer: false };
  }

  /* Days that are proposed as so many after today; the form may have been fetched days ago. */
  function proposeDays(form) {
    form.querySelectorAll("[data-from-today]").forEach(function (field) {
      var day = new Date();
      day.setDate(day.getDate() + Number(field.dataset.fromToday));
      field.setAttribute("value", [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(function (part) {
        return String(part).padStart(2, "0");
      }).join("-"));
    });
  }

  function equipForm(form, entry) {
    var foot = form.querySelector(".form-foot");
    form.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (field) { field.remove(); });
    form.removeAttribute("data-send");
    form.removeAttribute("data-guard-unsaved");
    form.setAttribute("data-capture-form", "");
    if (!foot.querySelector("[name=as_second]")) foot.querySelector("[type=submit]").textContent = "存到待发送";
    foot.querySelectorAll("a").forEach(function (link) { link.remove(); });
    var back = make("a", "btn btn-secondary", "返回");
    back.href = "#";
    foot.append(back);
    site.equipFiles(form);
    entry.files.forEach(function (file) { site.holdFile(form, file); });
  }

  async function capture(route) {
    var found = await contentFor(route);
    if (!found) {
      go("");
      return;
    }
    var box = part("capture");
    var form = document.importNode(found.form, true);
    box.textContent = "";
    if (found.isAnswer) {
      read(found.entry.answer).querySelectorAll("main .compare").forEach(function (compared) {
        box.append(document.importNode(compared.parentNode, true));
      });
    }
    box.append(form);
    equipForm(form, found.entry);
    open = { entry: found.entry, form: form };
    part("title").textContent = found.entry.label;
    part("lead").textContent = found.entry.place;
    document.dispatchEvent(new CustomEvent("site:shown"));
    window.scrollTo(0, 0);
  }

  // -- going about

  function go(route) {
    if (window.location.hash.slice(1) === route) show();
    else window.location.hash = route;
  }

  async function show() {
    if (waiting) await keepDraft();
    var route = window.location.hash.slice(1);
    open = null;
    if (!me) {
      part("list").hidden = part("capture").hidden = true;
      return;
    }
    part("list").hidden = Boolean(route);
    part("capture").hidden = !route;
    if (route) {
      tell("");
      await capture(route);
      return;
    }
    part("capture").textContent = "";
    part("title").textContent = document.title.split(" · ")[0];
    part("lead").textContent = "记在这台手机上，有信号时自动发到系统。";
    await list();
  }

  function signIn() {
    site.renew().then(function (who) {
      if (who === "other") window.location.reload();
      else if (who === "same") begin();
    }, function () { tell(TOLD.offline); });
  }

  function signInButton() { return site.button("登录", "btn-primary", signIn); }

  /* Without a session nobody knows who holds the phone: nothing of anybody is shown. */
  async function shut(why) {
    body.dataset.user = me ? me.user : "";
    if (waiting) await keepDraft();
    me = null;
    await show();
    tell(TOLD[why], "tone-warn", why === "signedOut" ? signInButton() : null);
  }

  async function send() {
    var before = (await outbox.counts(me.user)).unsent;
    if (!before) return;
    tell("正在发送…", "tone-waiting");
    var result = await outbox.sendNow();
    if (result.why === "signedOut" || result.why === "other") {
      await shut(result.why);
      return;
    }
    if (open) return;
    if (result.why) tell(TOLD[result.why], "tone-waiting");
    else if (result.refused) tell(result.refused + "条没有收下，原因写在下面。改好后再发。", "tone-bad");
    else tell("");
    await list();
  }

  async function begin() {
    me = await outbox.me();
    try {
      if (navigator.onLine !== false) me = await outbox.prepare();
    } catch (stopped) {
      if (stopped.why === "signedOut" && !me) {
        await show();
        tell(FIRST);
        return;
      }
      if (stopped.why === "signedOut" || stopped.why === "other") {
        await shut(stopped.why);
        return;
      }
    }
    if (!me) {
      await show();
      tell(FIRST);
      return;
    }
    body.dataset.user = me.user;
    tell("");
    await show();
    await send();
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-capture-form") || event.defaultPrevented) return;
    event.preventDefault();
    window.clearTimeout(waiting);
    waiting = null;
    var pressed = event.submitter || document.activeElement, put = open;
    var kept = keep("waiting", pressed && pressed.form === form ? pressed : null);
    open = null;
    kept.then(function () {
      form.dispatchEvent(new CustomEvent("site:sent", { bubbles: true }));
      outbox.awaitLine();
      go("");
      return send();
    }).catch(function () {
      open = put;
      tell("这台手机存不下了，没有存上。请先发送或删除一些，内容还在这一页。", "tone-bad");
    });
  });

  ["input", "change", "site:files"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (!open || !open.form.contains(event.target)) return;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keepDraft, 400);
    });
  });

  window.addEventListener("hashchange", show);
  window.addEventListener("online", begin);
  document.addEventListener("outbox:changed", function () { if (me && !open) list(); });
  outbox.again = function () { if (me && !open) send(); };
  part("send-now").addEventListener("click", send);
  if (outbox.isPossible) begin();
  else tell(UNSAFE);
})();
