/// <reference lib="webworker" />
/** The service worker: without a network the pages and the last list are there all the same; with one, nothing comes from here that could be old. */
const worker = self as unknown as ServiceWorkerGlobalScope

const store = 'rider-1'
/** Pages that were opened last, beside the list. */
const mostPages = 30
/** A network that answers later than this is none, for whoever stands in the rain. */
const patienceMs = 4_000

worker.addEventListener('install', event => {
  event.waitUntil(prepare().then(() => worker.skipWaiting()))
})
worker.addEventListener('activate', event => {
  event.waitUntil(worker.clients.claim())
})
worker.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(fromStore(request))
  else if (request.mode === 'navigate' && /^\/(?:$|map$|saved$|s\/)/.test(pathname)) event.respondWith(freshPage(request))
})

async function prepare(): Promise<void> {
  const answer = await fetch('/', { cache: 'no-store' })
  const cache = await caches.open(store)
  const assets = (await answer.clone().text()).match(/\/assets\/[\w.-]+/g) ?? []
  await cache.put('/', answer)
  await cache.addAll([...new Set(assets)])
}

/** Names under /assets carry a hash of what is in them. */
async function fromStore(request: Request): Promise<Response> {
  const cache = await caches.open(store)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

/** The network's, else this page as it was opened last, else the list, from which the script finds the station that it knows. */
async function freshPage(request: Request): Promise<Response> {
  const cache = await caches.open(store)
  const address = new URL(request.url).pathname
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
    if (answer.ok) {
      await cache.put(address, answer.clone())
      await forgetOld(cache)
    }
    return answer
  } catch {
    return (await cache.match(address)) ?? (await cache.match('/')) ?? Response.error()
  }
}

async function forgetOld(cache: Cache): Promise<void> {
  const pages = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/s/'))
  await Promise.all(pages.slice(0, Math.max(0, pages.length - mostPages)).map(page => cache.delete(page)))
}
