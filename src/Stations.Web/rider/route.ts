import { useEffect, useState } from 'preact/hooks'

export type Route = { page: 'list' | 'map' | 'saved'; search: string } | { page: 'station'; id: string; search: string }

export function routeOf({ pathname, search }: { pathname: string; search: string }): Route | null {
  if (pathname === '/') return { page: 'list', search }
  if (pathname === '/map' || pathname === '/saved') return { page: pathname.slice(1) as 'map' | 'saved', search }
  const code = /^\/s\/([^/]+)$/.exec(pathname)?.[1]
  return code ? { page: 'station', id: decodeURIComponent(code), search } : null
}

/** Goes to an address of this page without leaving it. */
export function go(address: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** The address, and every link of the rider's page followed without a new page: what is known stays known, also without a network. */
export function useRoute(): Route {
  const [route, setRoute] = useState<Route>(() => routeOf(location) ?? { page: 'list', search: '' })
  useEffect(() => {
    const follow = () => {
      const next = routeOf(location)
      if (next) setRoute(next)
    }
    const click = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.('a')
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.origin !== location.origin) return
      if (!routeOf(link) || link.hash) return
      event.preventDefault()
      const samePage = link.pathname === location.pathname
      go(link.pathname + link.search, samePage)
      if (!samePage) scrollTo(0, 0)
    }
    addEventListener('popstate', follow)
    document.addEventListener('click', click)
    return () => {
      removeEventListener('popstate', follow)
      document.removeEventListener('click', click)
    }
  }, [])
  return route
}
