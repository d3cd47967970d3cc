/* <form data-send>: sent by the page itself, so that nothing typed is lost. Where the line breaks
   or the session has ended, the form stays as it is, says that it was not saved, and is sent
   again. Without this script the browser sends it as usual.
   Tells "site:sent" on a form that was saved, "site:failed" on one that was not (yet), and "site:shown"
   on the document when a new page content is in place. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});
  var NOTHING = "没有保存，内容都还在这一页。";
  var SENTENCES = {
    0: "信号断了，" + NOTHING + "有信号时再点一次。",
    400: "内容没有收全，" + NOTHING + "请再点一次。",
    413: "内容太大，" + NOTHING + "请减少后再试。",
    429: "操作太频繁，" + NOTHING + "请过几分钟再试。",
    503: "系统暂时不可用，" + NOTHING + "请稍后再试。"
  };
  var pressed = null;

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button, input[type=submit]") : null;
    pressed = button && button.form ? button : null;
  }, true);

  function rest(form, isResting) {
    if (isResting) form.dataset.sent = "yes";
    else delete form.dataset.sent;
    Array.prototype.forEach.call(form.elements, function (element) {
      if (element.type !== "submit") return;
      element.disabled = isResting;
      if (isResting) element.setAttribute("aria-busy", "true");
      else element.removeAttribute("aria-busy");
    });
  }

  /* The line above the buttons that says what became of the form; "" takes it away. */
  site.tell = function (form, sentence, tone) {
    var line = form.querySelector("[data-send-state]");
    if (!line) {
      line = document.createElement("div");
      line.setAttribute("data-send-state", "");
      line.setAttribute("role", "status");
      var foot = form.querySelector(".form-foot");
      if (foot) foot.insertAdjacentElement("beforebegin", line);
      else form.append(line);
    }
    if (!sentence) {
      line.remove();
      return;
    }
    site.notice(line, sentence, tone || "tone-warn");
    line.scrollIntoView({ block: "nearest" });
  };

  function fail(form, sentence) {
    rest(form, false);
    site.tell(form, sentence);
    form.dispatchEvent(new CustomEvent("site:failed", { bubbles: true }));
  }

  function go(address) {
    var next = new URL(address, window.location.href);
    var here = window.location;
    if (next.pathname + next.search !== here.pathname + here.search) {
      here.assign(next.href);
      return;
    }
    if (next.hash) here.hash = next.hash;
    here.reload();
  }

  /* Nothing of this form is to be kept here any more. */
  function saved(form) {
    form.dispatchEvent(new CustomEvent("site:sent", { bubbles: true }));
  }

  function leave(form, address) {
    saved(form);
    go(address);
  }

  /* The answer's own page in place of this one: a form with its faults, a question, a refusal. */
  function show(form, text, address) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var content = page.querySelector("main");
    if (!content) {
      fail(form, SENTENCES[503]);
      return;
    }
    document.title = page.title;
    document.querySelector("main").replaceWith(document.importNode(content, true));
    document.querySelectorAll("main form[data-send]:not([action])").forEach(function (shown) {
      shown.setAttribute("action", address);
    });
    if (window.htmx) window.htmx.process(document.querySelector("main"));
    window.scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("site:shown"));
  }

  function signInAgain(form, button) {
    site.renew().then(function (who) {
      if (who === "same") send(form, button, true);
      else if (who === "other") leave(form, "/");
      else fail(form, "登录已过期，" + NOTHING + "登录后再保存。");
    }, function () { fail(form, SENTENCES[0]); });
  }

  function save(answer) {
    return answer.blob().then(function (blob) {
      var link = document.createElement("a");
      var named = /filename\*=utf-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") || "");
      link.href = URL.createObjectURL(blob);
      link.download = named ? decodeURIComponent(named[1]) : "";
      link.click();
    });
  }

  function take(form, button, answer, isSecond) {
    var address = answer.headers.get("Go-To");
    var kind = answer.headers.get("Content-Type") || "";
    if (address) {
      leave(form, address);
    } else if (answer.status === 401 || (answer.status === 403 && !isSecond)) {
      signInAgain(form, button);
    } else if (answer.status >= 500 || SENTENCES[answer.status]) {
      fail(form, SENTENCES[answer.status] || SENTENCES[503]);
    } else if (kind.indexOf("text/html") === 0) {
      if (answer.headers.get("Saved")) saved(form);
      return answer.text().then(function (text) { show(form, text, answer.url); });
    } else {
      rest(form, false);
      return save(answer);
    }
    return null;
  }

  function send(form, button, isSecond) {
    var content = new FormData(form);
    var address = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    if (button && button.name) content.append(button.name, button.value);
    rest(form, true);
    fetch(address || window.location.href.split("#")[0], {
      method: "POST",
      body: content,
      credentials: "same-origin",
      headers: { "X-Sent-By": "form" }
    }).then(function (answer) {
      return take(form, button, answer, isSecond);
    }).catch(function () { fail(form, SENTENCES[0]); });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || !form.hasAttribute("data-send")) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    site.tell(form, "");
    send(form, pressed && pressed.form === form ? pressed : null, false);
  });
})();
