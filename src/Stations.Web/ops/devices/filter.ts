/** What of the address is asked of the server; everything else there is nobody's business. */
export const asked = ['search', 'district', 'kind', 'connection', 'urgency', 'sort', 'cursor'] as const
export type Filter = Record<(typeof asked)[number], string>

export const pageSize = 100

export function readFilter(query: URLSearchParams): Filter {
  return Object.fromEntries(asked.map(name => [name, query.get(name) ?? ''])) as Filter
}

/** What needs a person most comes first unless something else is said. */
export const questionOf = (filter: Filter) => ({ ...filter, sort: filter.sort || 'urgency', limit: pageSize })

/** A view that is worth a name: without the place in its pages. */
export function viewOf(filter: Filter): string {
  const query = new URLSearchParams()
  for (const name of asked) if (name !== 'cursor' && filter[name]) query.set(name, filter[name])
  return query.size ? `?${query}` : ''
}
