/* window.site.renew(): makes sure that the person of this page is signed in, in a dialog on the
   page where the session has ended. Resolves to "same", "other" (somebody else signed in) or
   "no" (taken back); rejects when the line is broken. Everything typed stays where it is. */
(function () {
  "use strict";
  var site = (window.site = window.site || {});
  var login = document.body.dataset.loginUrl;
  var running = null;

  function read(answer) {
    return answer.text().then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      return { page: page, isSignIn: new URL(answer.url).pathname === login };
    });
  }

  /* Home is shown to everybody who is signed in; the page at hand may be closed by now. */
  function address() {
    return login + "?next=/";
  }

  /* A session begun anew has a new token; forms of this page still carry the old one. */
  function takeTokens(page) {
    if (!page.body.dataset.user) throw new Error("no page after signing in");
    if (page.body.dataset.user !== document.body.dataset.user) return "other";
    var token = page.querySelector('meta[name="csrf-token"]').content;
    document.querySelector('meta[name="csrf-token"]').content = token;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (input) {
      input.value = token;
    });
    return "same";
  }

  function show(box, page) {
    var shown = page.querySelector("main form[method=post]") || page.querySelector("main");
    var notices = page.querySelectorAll("main .notice");
    var text = box.querySelector("[data-sign-in]");
    text.textContent = "";
    notices.forEach(function (notice) { text.append(document.importNode(notice, true)); });
    text.append(document.importNode(shown, true));
    var field = text.querySelector(".is-invalid, input:not([type=hidden])");
    if (field) field.focus();
  }

  function open(page, done, failed) {
    var content = document.createElement("div");
    var settled = false;
    content.innerHTML = "<h2 id='sign-in-title'>请重新登录</h2>" +
      "<p>登录已过期，刚才没有保存。您填写的内容还在，登录后接着保存。</p><div data-sign-in></div>";
    content.id = "sign-in-dialog";
    var no = site.button("以后再说", "btn-secondary", function () { dialog.close(); });
    var dialog = site.dialog(content, [no]);
    dialog.classList.add("ask-sign-in");
    dialog.setAttribute("aria-labelledby", "sign-in-title");
    show(content, page);
    dialog.addEventListener("close", function () { if (!settled) done("no"); });
    content.addEventListener("submit", function (event) {
      event.preventDefault();
      event.stopPropagation();
      var sent = { method: "POST", body: new FormData(event.target), credentials: "same-origin" };
      fetch(address(), sent).then(read).then(function (answer) {
        if (answer.isSignIn) {
          show(content, answer.page);
          return;
        }
        settled = true;
        dialog.close();
        done(takeTokens(answer.page));
      }).catch(function (broken) {
        settled = true;
        dialog.close();
        failed(broken);
      });
    });
  }

  site.renew = function () {
    running = running || new Promise(function (done, failed) {
      fetch(address(), { credentials: "same-origin" }).then(read).then(function (answer) {
        if (answer.isSignIn) open(answer.page, done, failed);
        else done(takeTokens(answer.page));
      }).catch(failed);
    });
    var over = function () { running = null; };
    running.then(over, over);
    return running;
  };
})();
