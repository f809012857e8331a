// Stands between browser and server. It keeps static files and one page for when there is no connection,
// never a page or a part of one that only some may see. It also shows what the server pushes.
const known = {{ known|safe }};
const language = new URL(location.href).searchParams.get("language") ?? "en";
const page = known.pages[language] ?? known.pages.en;
const kept = `tillit ${known.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll([...known.files, page])));
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

/** A page comes from the server, or else says that it cannot. */
async function pageFor(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(page, {ignoreVary: true})) ?? Response.error();
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
