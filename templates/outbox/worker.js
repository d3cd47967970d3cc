/* The worker of a phone: keeps the shell (files by their names, one page without anybody's words)
   and sends what waits when the line is back. Pages of the site are never kept. */
"use strict";
{% if is_on %}
const SHELL = "{% url "outbox" %}";
const KEPT = "shell-{{ version }}";
const FILES = [
{% for file in files %}  "{{ file }}",
{% endfor %}];
{% load static %}
importScripts("{% static "js/outbox-store.js" %}", "{% static "js/outbox-send.js" %}");

self.addEventListener("install", event => {
  const page = new Request(SHELL, { credentials: "omit", cache: "no-cache" });
  event.waitUntil(caches.open(KEPT).then(kept => kept.addAll([...FILES, page])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", event => {
  const old = caches.keys().then(names => Promise.all(
    names.filter(name => name.startsWith("shell-") && name !== KEPT).map(name => caches.delete(name))
  ));
  const preload = self.registration.navigationPreload;
  event.waitUntil(Promise.all([old, preload && preload.enable()]).then(() => self.clients.claim()));
});

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch (offline) {
    return (await caches.match(SHELL)) || Response.error();
  }
}

async function file(event) {
  return (await caches.match(event.request, { ignoreSearch: true })) || fetch(event.request);
}

self.addEventListener("fetch", event => {
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(new URL(event.request.url).pathname)) event.respondWith(file(event));
});

/* What could not be sent is refused to the browser, which asks again. */
async function sentOrAskedAgain() {
  const told = await self.outbox.send();
  if (told.why === "offline") throw new Error(told.why);
}

self.addEventListener("sync", event => {
  if (event.tag === "outbox") event.waitUntil(sentOrAskedAgain());
});
{% else %}
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => {
  const gone = caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))));
  event.waitUntil(gone.then(() => self.registration.unregister()));
});
{% endif %}
