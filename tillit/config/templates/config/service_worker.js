// Stands between browser and server. It keeps static files and one page for when there is no connection,
// never a page or a part of one that only some may see. It also shows what the server pushes.
const known = {{ known|safe }};
const kept = `tillit ${known.version}`;
const noted = "/offline/language";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll([...known.files, ...Object.values(known.pages)])));
  // What a page says while it is being left must not wait for anybody.
  event.addRoutes?.({condition: {requestMethod: "POST"}, source: "network"});
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

/** The language of the page that was open last, because who reads changes it without a new script. */
self.addEventListener("message", (event) => {
  const {language} = event.data ?? {};
  if (language in known.pages) event.waitUntil(caches.open(kept).then((cache) => cache.put(noted, new Response(language))));
});

/** What is shown without a connection. */
async function offline() {
  const language = (await (await caches.match(noted))?.text()) ?? navigator.language.slice(0, 2);
  return caches.match(known.pages[language] ?? known.pages.en, {ignoreVary: true});
}

/** A page comes from the server, or else says that it cannot. */
async function pageFor(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await offline()) ?? Response.error();
  }
}

/** Static files never change under one name. */
async function fileFor(request) {
  const found = await caches.match(request, {ignoreVary: true});
  if (found) return found;
  const answer = await fetch(request);
  if (answer.status === 200 && answer.type === "basic") {
    const cache = await caches.open(kept);
    await cache.put(request, answer.clone());
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageFor(event));
  else if (pathname.startsWith(known.static)) event.respondWith(fileFor(request));
});

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({type: "window"});
    // Whoever has Tillit in front sees the bell.
    if (!told.title || open.some((one) => one.focused)) return;
    await self.registration.showNotification(told.title, {tag: told.tag, icon: known.picture, data: {url: told.url}});
  })());
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const [open] = await self.clients.matchAll({type: "window"});
    if (open) await open.navigate(url.href).then((one) => one?.focus());
    else await self.clients.openWindow(url.href);
  })());
});
