/* <body data-outbox>: this person takes forms along to where there is no signal. Sets the worker up,
   fetches the forms while there is a line, tells in the head how many entries wait, sends them
   when the line is back, and asks before signing out with unsent ones. Without data-outbox, or
   behind an address that browsers do not take for safe, the site works as ever. */
(function () {
  "use strict";
  var outbox = self.outbox, site = (window.site = window.site || {});
  var body = document.body;
  var isOn = body.hasAttribute("data-outbox");
  if (!outbox.isPossible) return;
  var FRESH = 4 * 3600 * 1000, ASKED = 10 * 60 * 1000, AGAIN = 30 * 1000;
  var isCut = false;

  /* The page of a form as the phone keeps it: the form alone, with no key of its own. */
  async function formAt(capture, order) {
    var answer = await fetch(capture.address, { credentials: "same-origin" });
    var page = new DOMParser().parseFromString(await answer.text(), "text/html");
    var form = answer.ok && page.querySelector("main form[data-send]");
    if (!form || new URL(answer.url).pathname !== new URL(capture.address, answer.url).pathname) return null;
    form.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (field) { field.remove(); });
    var kept = { form: form.outerHTML, at: Date.now(), order: order };
    return Object.assign(kept, capture);
  }

  async function refresh(me, captures) {
    var held = await outbox.forms(me).catch(function () { return []; });
    var forms = [];
    for (var order = 0; order < captures.length; order += 1) {
      var capture = captures[order];
      var old = held.filter(function (form) {
        return form.address === capture.address && form.mark === capture.mark;
      })[0];
      var isFresh = old && Date.now() - old.at < FRESH;
      var form = isFresh ? old : await formAt(capture, order).catch(function () { return old; });
      if (form) forms.push(Object.assign(form, { order: order, label: capture.label }));
    }
    await outbox.keepForms(me, forms);
  }

  /* Whoever is signed in, and the forms to take along; rejects without a line or a session. */
  outbox.prepare = async function () {
    var own = await outbox.ask([]);
    var me = await outbox.begin(own);
    await refresh(me, own.captures);
    return me;
  };

  async function show() {
    var me = await outbox.me();
    var counts = await outbox.counts(me ? me.user : "");
    document.querySelectorAll("[data-outbox-count]").forEach(function (link) {
      link.hidden = !me || !counts.unsent;
      link.classList.toggle("is-refused", counts.refused > 0);
      link.querySelector("span").textContent = counts.unsent + "条待发送";
    });
  }

  async function start() {
    document.querySelectorAll("[data-outbox-way]").forEach(function (way) { way.hidden = false; });
    if (isOn && navigator.serviceWorker) {
      navigator.serviceWorker.register(body.dataset.outboxWorker).catch(function () { /* works without */ });
    }
    if (body.hasAttribute("data-outbox-page")) return;
    var me = await outbox.me();
    var user = body.dataset.user;
    if (me && user && me.user !== user) {
      await outbox.end();
      me = null;
    }
    await show();
    if (!isOn || navigator.onLine === false || !user) return;
    if (!me || Date.now() - me.at > ASKED) await outbox.prepare();
    if ((await outbox.counts(user)).unsent) await outbox.sendNow();
  }

  outbox.sendNow = async function () {
    var result = await outbox.send();
    isCut = result.why === "offline";
    await show();
    return result;
  };

  /* Asks the browser to wake the worker once there is a line, where it can. */
  outbox.awaitLine = async function () {
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () {});
    if (!navigator.serviceWorker) return;
    var worker = await navigator.serviceWorker.ready;
    if (worker.sync) await worker.sync.register("outbox").catch(function () { /* sent by a page */ });
  };

  function leave(form) {
    outbox.leave().then(function () { form.submit(); }, function () { form.submit(); });
  }

  function ask(form, counts) {
    var text = document.createElement("p");
    var told = [];
    if (counts.unsent) told.push(counts.unsent + "条没有发送");
    if (counts.drafts) told.push(counts.drafts + "条没有填完");
    text.textContent = "这台手机上还有您记的" + told.join("、") +
      "。现在退出，它们加密留在这台手机上，别人打不开，也不会发送；您下次在这台手机上登录后再发。";
    var dialog = site.dialog(text, [
      site.button("先去发送", "btn-primary", function () { window.location.assign(body.dataset.outbox); }),
      site.button("留着，退出", "btn-secondary", function () { leave(form); }),
      site.button("不退出", "btn-secondary", function () { dialog.close(); })
    ]);
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || !form.hasAttribute("data-sign-out")) return;
    event.preventDefault();
    outbox.counts(body.dataset.user).then(function (counts) {
      if (counts.unsent || counts.drafts) ask(form, counts);
      else leave(form);
    }, function () { leave(form); });
  });

  if (self.BroadcastChannel) {
    new BroadcastChannel("outbox").onmessage = function () {
      show();
      document.dispatchEvent(new CustomEvent("outbox:changed"));
    };
  }
  /* A weak line breaks without the browser's noticing: tried again after a while. */
  outbox.again = function () { return outbox.sendNow(); };
  window.setInterval(function () {
    if (isOn && isCut && navigator.onLine !== false) outbox.again();
  }, AGAIN);
  window.addEventListener("online", function () {
    if (isOn && !body.hasAttribute("data-outbox-page")) outbox.sendNow();
  });
  start().catch(function () { /* no line, no session, no room: tried again on the next page */ });
})();
