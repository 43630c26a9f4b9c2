import { type Level, levels } from './level'

/** What the operator looks at; it lives in the address so that a view can be kept and passed on. */
export interface Filter {
  search: string
  district: string
  kind: string
  connection: string
  level: Level | ''
  /** From 1. */
  page: number
}

export const everything: Filter = { search: '', district: '', kind: '', connection: '', level: '', page: 1 }

export function readFilter(query: string): Filter {
  const given = new URLSearchParams(query)
  const text = (name: string) => given.get(name) ?? ''
  const level = levels.find(level => level === text('level')) ?? ''
  const page = Math.max(1, Math.floor(Number(text('page'))) || 1)
  return { search: text('search'), district: text('district'), kind: text('kind'), connection: text('connection'), level, page }
}

/** Empty when nothing is chosen. */
export function writeFilter(filter: Filter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== everything[name as keyof Filter]) query.set(name, String(value))
  }
  return query.size ? `?${query}` : ''
}
