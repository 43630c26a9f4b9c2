/** What a page shows, and so what the stream tells it of. */
export interface Scope {
  /** Words of the stream's `include`. */
  include: string
  /** Only this district's. */
  district?: string | null
  /** Only this station's. */
  station?: string | null
  /** These stations with their devices, whatever else is chosen. */
  also?: readonly string[]
}

/** As many as the server takes. */
const mostAlso = 8

export function queryOf({ include, district, station, also }: Scope): string {
  return `include=${include}${district ? `&district=${district}` : ''}${station ? `&station=${station}` : ''}${also?.length ? `&also=${also.join(',')}` : ''}`
}

/** Whether a snapshot for `scope` would name what belongs to the station if it were there. */
export function covers(scope: Scope, what: 'stations' | 'devices', station: string): boolean {
  return scope.also?.includes(station) || (scope.include.includes(what)
    && (!scope.station || scope.station === station)
    && (!scope.district || station.startsWith(`${scope.district}:`)))
}

/** One scope for what riders' pages show side by side: lists of stations, and stations with their devices. */
export function joined(scopes: readonly Scope[]): Scope {
  const [station, ...others] = [...new Set(scopes.flatMap(scope => scope.station ?? []))].sort()
  const lists = scopes.filter(scope => !scope.station)
  if (lists.length === 0) return { include: 'stations,devices', station: station!, also: others.slice(0, mostAlso) }
  const [district, ...rest] = new Set(lists.map(list => list.district ?? null))
  return { include: 'stations', district: rest.length === 0 ? district! : null, also: station ? [station, ...others].slice(0, mostAlso) : [] }
}
