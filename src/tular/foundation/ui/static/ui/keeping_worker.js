// Answers for the pages of its scope when there is no connection, from what ui/keeping.js keeps; it keeps nothing itself.

const PREFIX = "tular-luring-";
const PATIENCE = 8000;
const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The kept page: the very address, else with one of its parameters alone, else without any. */
async function kept(address) {
  const { pathname, search, origin } = new URL(address);
  const alone = [...new URLSearchParams(search)].map((one) => `${origin}${pathname}?${new URLSearchParams([one])}`);
  const tries = [address, ...alone, origin + pathname];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    for (const one of tries) {
      const found = await cache.match(one);
      if (found) return found;
    }
  }
  return null;
}

async function answer(request) {
  const stored = await kept(request.url);
  const network = fetch(request);
  if (!stored) return network.catch(async (problem) => {
    const notice = request.mode === "navigate" && (await kept(`${self.location.origin}${SCOPE}/luring`));
    if (notice) return notice;
    throw problem;
  });
  const late = new Promise((done) => { setTimeout(() => done(stored), PATIENCE); });
  return Promise.race([network, late]).catch(() => stored);
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  const isPage = event.request.mode === "navigate" && (pathname === SCOPE || pathname.startsWith(`${SCOPE}/`));
  if (isPage || pathname.startsWith("/static/")) event.respondWith(answer(event.request));
});
