/* outbox.send(): sends what waits, the oldest first, each once: photos in pieces, then the form
   under its key to its own address. An entry leaves only when the server says that its key is
   saved; what it refuses stays with the answer. Runs on a page or in the worker, one at a time.
   Resolves to {sent, refused, left, why}; why: "" | "offline" | "signedOut" | "other". */
(function () {
  "use strict";
  var outbox = self.outbox;
  var OWN = "/outbox/own/";
  var PIECE = 512 * 1024;
  var TUS = "1.0.0";
  /* The server keeps a photo without its form for a day. */
  var KEPT = 12 * 3600 * 1000;
  var ASKED_AT_ONCE = 40;
  /* A piece over the weakest line; what takes longer has stopped. */
  var LONGEST = 3 * 60 * 1000;
  var GONE = "这件事已经不在了，或者您已经不能办。请抄下内容，问一问镇里。";
  var FORBIDDEN = "您现在不能办这件事，可能岗位或者阶段已经变了。请问一问镇里。";
  var TOO_MUCH = "内容太大，没有收下。请减少照片后再发。";
  var UNCLEAR = "发出去了，系统里没有找到。请再发一次。";

  function Stopped(why) { this.why = why; }

  /* The person opened the entry meanwhile: what is written now counts. */
  function Changed() {}

  async function store(me, entry) {
    var now = await outbox.entry(me, entry.id);
    if (!now || now.changed !== entry.changed) throw new Changed();
    await outbox.put(me, entry);
  }

  function reach(address, options) {
    var cut = new AbortController();
    var late = setTimeout(function () { cut.abort(); }, LONGEST);
    var asked = fetch(address, Object.assign({ credentials: "same-origin", signal: cut.signal }, options));
    return asked.catch(function () { throw new Stopped("offline"); }).finally(function () { clearTimeout(late); });
  }

  /* Who is signed in, and which of these keys are saved. */
  outbox.ask = async function (keys) {
    var query = (keys || []).map(function (key) { return "key=" + encodeURIComponent(key); }).join("&");
    var answer = await reach(OWN + (query ? "?" + query : ""), { headers: { "X-Sent-By": "outbox" } });
    if (answer.status === 401) throw new Stopped("signedOut");
    if (answer.status === 403 || answer.status === 404) throw new Stopped("other");
    var isOwn = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
    if (!answer.ok || !isOwn) throw new Stopped(answer.status >= 500 || answer.status === 429 ? "offline" : "signedOut");
    return answer.json();
  };

  outbox.keyOf = function (entry) {
    var found = entry.fields.filter(function (field) { return field[0] === "form_key"; })[0];
    return found ? found[1] : entry.id;
  };

  // -- photos, piece by piece (tus)

  function base64(text) {
    return btoa(Array.prototype.map.call(new TextEncoder().encode(text), function (byte) {
      return String.fromCharCode(byte);
    }).join(""));
  }

  function stopFor(answer) {
    if (answer.status === 401) throw new Stopped("signedOut");
    if (answer.status >= 500 || answer.status === 429) throw new Stopped("offline");
  }

  async function offsetOf(file, headers) {
    if (!file.url) return -1;
    var answer = await reach(file.url, { method: "HEAD", headers: headers });
    stopFor(answer);
    return answer.ok ? Number(answer.headers.get("Upload-Offset")) : -1;
  }

  /* Why the server refuses the photo, or "" once all of it is there. */
  async function sendFile(me, entry, file, token) {
    var headers = { "Tus-Resumable": TUS, "X-CSRFToken": token, "X-Sent-By": "upload" };
    var content = await outbox.content(me, file.id);
    if (!content) return "“" + file.name + "”在本机读不出来了，请移去后再发。";
    var offset = await offsetOf(file, headers);
    if (offset < 0) {
      var told = { "Upload-Length": String(content.size), "Upload-Metadata": "filename " + base64(file.name) };
      var made = await reach(file.to, { method: "POST", headers: Object.assign(told, headers) });
      stopFor(made);
      if (made.status !== 201) return made.status === 422 ? made.text() : GONE;
      file.url = made.headers.get("Location");
      file.sentAt = Date.now();
      await store(me, entry);
      offset = 0;
    }
    while (offset < content.size) {
      var piece = await reach(file.url, {
        method: "PATCH",
        body: content.slice(offset, offset + PIECE),
        headers: Object.assign({
          "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream"
        }, headers)
      });
      stopFor(piece);
      if (piece.status === 422) return piece.text();
      if (!piece.ok) throw new Stopped("offline");
      offset = Number(piece.headers.get("Upload-Offset"));
    }
    file.key = file.url.replace(/\/$/, "").split("/").pop();
    return "";
  }

  async function sendFiles(me, entry, token) {
    for (var file of entry.files) {
      if (file.sentAt && Date.now() - file.sentAt > KEPT) file.url = file.key = "";
      if (file.key) continue;
      var refused = await sendFile(me, entry, file, token);
      await store(me, entry);
      if (refused) return refused;
    }
    return "";
  }

  // -- the form

  async function refuse(me, entry, told, answer) {
    entry.state = "refused";
    entry.told = told;
    entry.answer = answer || "";
    entry.isEdited = false;
    await store(me, entry);
  }

  async function settle(me, entry, location) {
    await store(me, entry);
    var kept = { id: entry.id, at: entry.at, changed: Date.now(), tried: 0, state: "sent",
      label: entry.label, place: entry.place, about: entry.about, fields: [], files: [], location: location };
    await outbox.put(me, kept);
  }

  function contentOf(entry, token) {
    var content = new FormData();
    entry.fields.forEach(function (field) { content.append(field[0], field[1]); });
    content.append("csrfmiddlewaretoken", token);
    entry.files.forEach(function (file) { content.append(file.field + "_kept", file.key); });
    return content;
  }

  /* true: saved, so says the answer; the server is asked once more before the entry leaves. */
  async function post(me, entry, token) {
    var refused = await sendFiles(me, entry, token);
    if (refused) {
      await refuse(me, entry, refused);
      return false;
    }
    entry.tried = entry.changed;
    await store(me, entry);
    var answer = await reach(entry.address, {
      method: "POST", body: contentOf(entry, token), headers: { "X-Sent-By": "form" }
    });
    stopFor(answer);
    if (answer.headers.get("Go-To")) return true;
    if (answer.status === 403) await refuse(me, entry, FORBIDDEN);
    else if (answer.status === 413) await refuse(me, entry, TOO_MUCH);
    else if (answer.status === 422 || answer.status === 409) await refuse(me, entry, "", await answer.text());
    else await refuse(me, entry, GONE);
    return false;
  }

  async function confirm(me, entries, result) {
    for (var from = 0; from < entries.length; from += ASKED_AT_ONCE) {
      var some = entries.slice(from, from + ASKED_AT_ONCE);
      var own = await outbox.ask(some.map(outbox.keyOf));
      if (own.user !== me.user) throw new Stopped("other");
      for (var entry of some) {
        var location = own.saved[outbox.keyOf(entry)];
        if (location) {
          await settle(me, entry, location);
          result.sent += 1;
        } else if (entry.told !== UNCLEAR) {
          entry.told = UNCLEAR;
          await store(me, entry);
        }
      }
    }
  }

  function isWaiting(entry) { return entry.state === "waiting"; }

  /* Sent before and unchanged since: the answer may have been lost on its way. */
  function mayBeSaved(entry) { return isWaiting(entry) && entry.tried === entry.changed; }

  async function sendAll(me, result) {
    var own = await outbox.ask([]);
    if (own.user !== me.user) throw new Stopped("other");
    if (!(await outbox.me())) throw new Stopped("signedOut");
    await outbox.begin(own);
    await confirm(me, (await outbox.entries(me)).filter(mayBeSaved), result);
    for (var found of (await outbox.entries(me)).filter(isWaiting)) {
      try {
        var entry = await outbox.entry(me, found.id);
        if (entry && isWaiting(entry) && await post(me, entry, own.token)) await confirm(me, [entry], result);
      } catch (changed) {
        if (!(changed instanceof Changed)) throw changed;
      }
    }
  }

  async function run() {
    var result = { sent: 0, refused: 0, left: 0, why: "" };
    var me = await outbox.me();
    if (!me) return Object.assign(result, { why: "signedOut" });
    try {
      await sendAll(me, result);
    } catch (stopped) {
      if (!(stopped instanceof Stopped)) throw stopped;
      result.why = stopped.why;
    }
    var counts = await outbox.counts(me.user);
    return Object.assign(result, { refused: counts.refused, left: counts.unsent - counts.refused });
  }

  outbox.send = function () {
    if (!self.navigator.locks) return run();
    return self.navigator.locks.request("outbox", run);
  };
})();
