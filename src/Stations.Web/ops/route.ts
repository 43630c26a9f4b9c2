import { useEffect, useState } from 'preact/hooks'

/** What is looked at. All of it stands in the address, so that a view can be kept, passed on and gone back to. */
export type Route =
  | { page: 'needs' | 'alarms' | 'devices' | 'districts' | 'nodes' | 'security' | 'stickers' | 'reports' | 'people' | 'me' | 'missing' }
  | { page: 'device' | 'district'; id: string }

const pages = ['alarms', 'devices', 'districts', 'nodes', 'security', 'stickers', 'reports', 'people', 'me'] as const

export function routeOf(pathname: string): Route {
  const [root, page = '', id, ...more] = pathname.split('/').slice(1)
  if (root !== 'ops' || more.length) return { page: 'missing' }
  if (!page) return { page: 'needs' }
  if (id) return page === 'devices' ? { page: 'device', id: decodeURIComponent(id) } : page === 'districts' ? { page: 'district', id: decodeURIComponent(id) } : { page: 'missing' }
  return { page: pages.find(one => one === page) ?? 'missing' }
}

export interface Address {
  route: Route
  query: URLSearchParams
}

const read = (): Address => ({ route: routeOf(location.pathname), query: new URLSearchParams(location.search) })

/** Goes to an address of these pages without leaving them. */
export function go(address: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** Changes parts of the query; what is empty leaves the address. */
export function change(parts: Record<string, string>, replace = true): void {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(parts)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  go(location.pathname + (query.size ? `?${query}` : ''), replace)
}

/** The address; links within these pages are followed without a new page, so that what is known stays known. */
export function useAddress(): Address {
  const [address, setAddress] = useState(read)
  useEffect(() => {
    const follow = () => setAddress(read())
    const click = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.('a')
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute('download')) return
      if (link.origin !== location.origin || routeOf(link.pathname).page === 'missing') return
      event.preventDefault()
      const samePage = link.pathname === location.pathname
      go(link.pathname + link.search)
      if (!samePage) scrollTo(0, 0)
    }
    addEventListener('popstate', follow)
    document.addEventListener('click', click)
    return () => {
      removeEventListener('popstate', follow)
      document.removeEventListener('click', click)
    }
  }, [])
  return address
}
