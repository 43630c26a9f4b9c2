/** What a page shows, and so what the stream tells it of. */
export interface Scope {
  /** Words of the stream's `include`. */
  include: string
  /** Only this district's. */
  district?: string | null
  /** Only this station's. */
  station?: string | null
}

export function queryOf({ include, district, station }: Scope): string {
  return `include=${include}${district ? `&district=${district}` : ''}${station ? `&station=${station}` : ''}`
}

/** Whether a snapshot for `scope` would name what belongs to the station if it were there. */
export function covers(scope: Scope, what: 'stations' | 'devices', station: string): boolean {
  return scope.include.includes(what)
    && (!scope.station || scope.station === station)
    && (!scope.district || station.startsWith(`${scope.district}:`))
}
