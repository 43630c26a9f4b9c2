import { useEffect, useState } from 'preact/hooks'
import { everything, type Filter, readFilter, writeFilter } from './filter'

/** The filter of the address. Any change but turning the page starts again at the first page. */
export function useFilter(): [Filter, (part: Partial<Filter>) => void] {
  const [filter, setFilter] = useState(() => readFilter(location.search))
  useEffect(() => {
    const follow = () => setFilter(readFilter(location.search))
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  const change = (part: Partial<Filter>) => {
    const next = { ...filter, page: everything.page, ...part }
    history.replaceState(null, '', location.pathname + writeFilter(next))
    setFilter(next)
  }
  return [filter, change]
}
