/* self.outbox: what waits on this phone, for pages and the worker alike (no page is touched here).
   Entries and forms lie in IndexedDB, sealed with AES-GCM under the key of whoever is signed in
   (township/outbox/locking.py). The key cannot be taken out of the browser and is forgotten at
   sign-out, when somebody else signs in, and after a week without the site: what was written stays
   shut until its owner signs in again. Open lie only whose an entry is, its state and its time.

   An entry: {id, user, at, changed, tried, state, address, label, place, fields, files, form,
   isEdited, answer, told, location}. `state`: "draft" (not finished), "waiting", "refused", "sent". `files`
   are {id, field, name, size, to, url, key, sentAt}; their content lies beside, {id, entry}.

   Photos of a paper that is no file yet lie there too, under the place of their field in the name of
   an entry ("paper:…"); they are forgotten with the key. */
(function () {
  "use strict";
  var outbox = (self.outbox = {});
  var WEEK = 7 * 24 * 3600 * 1000;
  var OPEN_TO_ALL = ["id", "user", "at", "changed", "tried", "state"];
  var PAPERS = "paper:";
  var opened = null, isLeft = false;

  outbox.isPossible = Boolean(self.indexedDB && self.isSecureContext && self.crypto && self.crypto.subtle);

  function database() {
    opened = opened || new Promise(function (done, failed) {
      var asked = self.indexedDB.open("outbox", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("me");
        asked.result.createObjectStore("forms", { keyPath: "address" });
        asked.result.createObjectStore("entries", { keyPath: "id" });
        asked.result.createObjectStore("files", { keyPath: "id" }).createIndex("entry", "entry");
      };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () {
        opened = null;
        failed(asked.error);
      };
    });
    return opened;
  }

  /* One transaction over `stores`: `work` gets them by name; resolves to what its request gave. */
  async function within(stores, mode, work) {
    var held = await database();
    return new Promise(function (done, failed) {
      var transaction = held.transaction(stores, mode);
      var byName = {};
      stores.forEach(function (name) { byName[name] = transaction.objectStore(name); });
      var request = work(byName);
      transaction.oncomplete = function () { done(request && request.result); };
      transaction.onerror = transaction.onabort = function () { failed(transaction.error); };
    });
  }

  /* Every file of an entry, or of a range of them, but those in `held`. */
  function dropAll(files, entry, held) {
    files.index("entry").getAllKeys(entry).onsuccess = function (event) {
      event.target.result.forEach(function (id) {
        if (!held || held.indexOf(id) === -1) files.delete(id);
      });
    };
  }

  async function seal(key, bytes) {
    var iv = self.crypto.getRandomValues(new Uint8Array(12));
    var data = await self.crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, bytes);
    return { iv: iv, data: data };
  }

  function unseal(key, sealed) {
    return self.crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
  }

  function sealText(key, value) {
    return seal(key, new TextEncoder().encode(JSON.stringify(value)));
  }

  async function unsealText(key, sealed) {
    return JSON.parse(new TextDecoder().decode(await unseal(key, sealed)));
  }

  outbox.newId = function () {
    var bytes = self.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = Array.prototype.map.call(bytes, function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  /* Other pages and the worker hear that something here has changed. */
  outbox.tell = function () {
    if (!self.BroadcastChannel) return;
    var channel = new BroadcastChannel("outbox");
    channel.postMessage("changed");
    channel.close();
  };

  // -- whose phone this is now

  /* {user, name, key, at}, or null: nobody has signed in here, or too long ago. */
  outbox.me = async function () {
    var me = await within(["me"], "readonly", function (at) { return at.me.get("me"); });
    if (me && Date.now() - me.at < WEEK) return me;
    if (me) await outbox.end();
    return null;
  };

  /* `own` is what the server told of whoever is signed in. */
  outbox.begin = async function (own) {
    var me = await outbox.me();
    if (me && me.user !== own.user) {
      await outbox.end();
      me = null;
    }
    var bytes = Uint8Array.from(atob(own.lock), function (letter) { return letter.charCodeAt(0); });
    var key = me ? me.key
      : await self.crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    me = { user: own.user, name: own.name, key: key, at: Date.now() };
    if (isLeft) throw new Error("signed out");
    await within(["me"], "readwrite", function (at) { return at.me.put(me, "me"); });
    return me;
  };

  /* Somebody signs out: what this page is still doing brings no key back. */
  outbox.leave = function () {
    isLeft = true;
    return outbox.end();
  };

  outbox.end = async function () {
    await within(["me", "forms", "files"], "readwrite", function (at) {
      at.me.clear();
      dropAll(at.files, self.IDBKeyRange.bound(PAPERS, PAPERS + "\uffff"));
      return at.forms.clear();
    });
    outbox.tell();
  };

  // -- the forms taken along

  outbox.keepForms = async function (me, forms) {
    var rows = await Promise.all(forms.map(async function (form) {
      return { address: form.address, sealed: await sealText(me.key, form) };
    }));
    if (isLeft) throw new Error("signed out");
    await within(["forms"], "readwrite", function (at) {
      at.forms.clear();
      rows.forEach(function (row) { at.forms.put(row); });
    });
  };

  outbox.forms = async function (me) {
    var rows = await within(["forms"], "readonly", function (at) { return at.forms.getAll(); });
    var found = await Promise.all(rows.map(function (row) { return unsealText(me.key, row.sealed); }));
    return found.sort(function (one, other) { return one.order - other.order; });
  };

  // -- entries and their photos

  async function rowOf(me, entry) {
    var row = {}, inner = {};
    Object.keys(entry).forEach(function (name) {
      (OPEN_TO_ALL.indexOf(name) === -1 ? inner : row)[name] = entry[name];
    });
    row.sealed = await sealText(me.key, inner);
    return row;
  }

  async function entryOf(me, row) {
    var entry = {};
    OPEN_TO_ALL.forEach(function (name) { entry[name] = row[name]; });
    try {
      return Object.assign(entry, await unsealText(me.key, row.sealed));
    } catch (shut) {
      return Object.assign(entry, { state: "shut", files: [], fields: [], label: "打不开的一条" });
    }
  }

  /* Writes an entry; `contents` ({file id: Blob}) are its new photos. All of it or nothing. */
  outbox.put = async function (me, entry, contents) {
    entry.user = me.user;
    var row = await rowOf(me, entry);
    var held = entry.files.map(function (file) { return file.id; });
    var files = await Promise.all(Object.keys(contents || {}).map(async function (id) {
      var bytes = await new Response(contents[id]).arrayBuffer();
      return { id: id, entry: entry.id, type: contents[id].type, sealed: await seal(me.key, bytes) };
    }));
    await within(["entries", "files"], "readwrite", function (at) {
      at.entries.put(row);
      files.forEach(function (file) { at.files.put(file); });
      dropAll(at.files, entry.id, held);
    });
    outbox.tell();
  };

  /* The entries of whoever is signed in, the oldest first. */
  outbox.entries = async function (me) {
    var rows = await within(["entries"], "readonly", function (at) { return at.entries.getAll(); });
    var own = rows.filter(function (row) { return row.user === me.user; });
    var found = await Promise.all(own.map(function (row) { return entryOf(me, row); }));
    return found.sort(function (one, other) { return one.at - other.at; });
  };

  outbox.entry = async function (me, id) {
    var row = await within(["entries"], "readonly", function (at) { return at.entries.get(id); });
    return row && row.user === me.user ? entryOf(me, row) : null;
  };

  /* The content of a photo as a Blob, or null. */
  outbox.content = async function (me, id) {
    var row = await within(["files"], "readonly", function (at) { return at.files.get(id); });
    if (!row) return null;
    return new Blob([await unseal(me.key, row.sealed)], { type: row.type });
  };

  outbox.remove = async function (id) {
    await within(["entries", "files"], "readwrite", function (at) {
      at.entries.delete(id);
      dropAll(at.files, id);
    });
    outbox.tell();
  };

  // -- pages of a paper that is no file yet: {id, photo, corners, isPlain, isFound}

  function paperAt(me, place) { return PAPERS + me.user + ":" + place; }

  /* Writes the pages of the field at `place` in their order; of those in `fresh` the photo too. */
  outbox.putPaper = async function (me, place, pages, fresh) {
    var rows = await Promise.all(pages.map(async function (page, order) {
      var told = { corners: page.corners, isPlain: page.isPlain, isFound: page.isFound };
      var row = { id: page.id, entry: paperAt(me, place), at: Date.now(), order: order,
        type: page.photo.type, told: await sealText(me.key, told) };
      if (fresh.indexOf(page) === -1) return row;
      return Object.assign(row, { sealed: await seal(me.key, await new Response(page.photo).arrayBuffer()) });
    }));
    await within(["files"], "readwrite", function (at) {
      rows.forEach(function (row) {
        at.files.get(row.id).onsuccess = function (event) {
          var held = event.target.result;
          if (held || row.sealed) at.files.put(Object.assign(held || {}, row));
        };
      });
    });
  };

  outbox.dropPages = function (ids) {
    return within(["files"], "readwrite", function (at) {
      ids.forEach(function (id) { at.files.delete(id); });
    });
  };

  outbox.paper = async function (me, place) {
    var rows = await within(["files"], "readonly", function (at) {
      return at.files.index("entry").getAll(paperAt(me, place));
    });
    var own = rows.filter(function (row) { return Date.now() - row.at < WEEK; });
    var old = rows.filter(function (row) { return own.indexOf(row) === -1; });
    if (old.length) await outbox.dropPages(old.map(function (row) { return row.id; }));
    own.sort(function (one, other) { return one.order - other.order; });
    return Promise.all(own.map(async function (row) {
      var photo = new Blob([await unseal(me.key, row.sealed)], { type: row.type });
      return Object.assign(await unsealText(me.key, row.told), { id: row.id, photo: photo });
    }));
  };

  /* {unsent, refused, drafts, others}: how many of whoever is signed in, and of everybody else. */
  outbox.counts = async function (user) {
    var rows = await within(["entries"], "readonly", function (at) { return at.entries.getAll(); });
    var told = { unsent: 0, refused: 0, drafts: 0, others: 0 };
    rows.forEach(function (row) {
      if (row.state === "sent") return;
      if (row.user !== user) told.others += 1;
      else if (row.state === "draft") told.drafts += 1;
      else {
        told.unsent += 1;
        if (row.state === "refused") told.refused += 1;
      }
    });
    return told;
  };
})();
