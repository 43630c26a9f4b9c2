import type { NeedName } from '../../live/api'
import { needNames } from '../figure'

/** What the rider wants to see. It stands in the address; the district is remembered too. The server's twin: `Pages/Choice.cs`. */
export interface Choice {
  /** All of them must be met. */
  needs: readonly NeedName[]
  open: boolean
  /** Null for all. */
  district: string | null
}

const oneYear = 31_536_000

export function readChoice(search: string, cookies: string): Choice {
  const query = new URLSearchParams(search)
  const needs = (query.get('needs') ?? '').split(',')
  const district = query.get('district') ?? /(?:^|; )district=([^;]*)/.exec(cookies)?.[1]
  return { needs: needNames.filter(need => needs.includes(need)), open: query.get('open') === '1', district: district || null }
}

export function addressOf({ needs, open }: Choice, path = '/'): string {
  const query = [needs.length && `needs=${needs.join(',')}`, open && 'open=1'].filter(Boolean).join('&')
  return query ? `${path}?${query}` : path
}

export const toggled = (choice: Choice, need: NeedName): Choice => ({ ...choice, needs: needNames.filter(name => choice.needs.includes(name) !== (name === need)) })

export function rememberDistrict(district: string): void {
  document.cookie = `district=${district};path=/;max-age=${oneYear};samesite=lax`
}
