import { useState } from 'preact/hooks'
import { recall, remember } from '../look/remembered'

const key = 'saved'
/** More than anybody rides to. */
const mostSaved = 100

export interface Saved {
  ids: ReadonlySet<string>
  toggle(id: string): void
}

/** The stations that the rider keeps, on this phone alone. */
export function useSaved(): Saved {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set((recall(key) ?? '').split(' ').filter(Boolean)))
  const toggle = (id: string) => {
    const next = new Set(ids)
    if (!next.delete(id) && next.size < mostSaved) next.add(id)
    remember(key, [...next].join(' '))
    setIds(next)
  }
  return { ids, toggle }
}
