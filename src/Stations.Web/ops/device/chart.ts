import type { PointView } from '../../live/contract'

/** How far back one may look, by the word in the address; the server takes the finest resolution that fits. */
export const ranges = { '1h': 3_600_000, '6h': 6 * 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000, '30d': 30 * 86_400_000 } as const
export type Range = keyof typeof ranges

export const rangeOf = (word: string | null): Range => (word && word in ranges ? (word as Range) : '24h')

export interface Series {
  /** Epoch seconds. */
  at: number[]
  value: (number | null)[]
  least: (number | null)[]
  most: (number | null)[]
  /** Each point stands for a stretch that had a least and a most. */
  banded: boolean
}

const numeric = (value: PointView['v']) => (typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null)

export function seriesOf(points: readonly PointView[]): Series {
  return {
    at: points.map(({ t }) => Date.parse(t) / 1_000),
    value: points.map(({ v, mean }) => mean ?? numeric(v)),
    least: points.map(({ v, min }) => min ?? numeric(v)),
    most: points.map(({ v, max }) => max ?? numeric(v)),
    banded: points.some(({ mean }) => mean !== undefined),
  }
}

/** Of so many fields that a person could choose from, those that can be drawn, the device's own before its slots'. */
export function drawable(values: Readonly<Record<string, unknown>>, slots: number): string[] {
  const own = Object.entries(values).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean').map(([field]) => field)
  const perSlot = slots > 0 ? Array.from({ length: slots }, (_, n) => ['power_w', 'temperature_c', 'battery_charge_pct'].map(field => `slot.${String(n + 1).padStart(2, '0')}.${field}`)).flat() : []
  return [...own, ...perSlot]
}
