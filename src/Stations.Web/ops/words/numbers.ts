/** `99.2 %`; what is not quite all is never rounded up to all. */
export function percent(share: number, digits = 0): string {
  const factor = 10 ** digits
  const value = share < 1 ? Math.floor(share * 100 * factor) / factor : 100
  return `${share === 0 ? 0 : value}\u00a0%`
}

type Units = Record<'s' | 'min' | 'h' | 'd', string>

const steps: [limit: number, size: number, unit: keyof Units][] = [[60, 1, 's'], [3_600, 60, 'min'], [36 * 3_600, 3_600, 'h'], [Infinity, 86_400, 'd']]

/** `48 s`, `12 min`, `3.5 h`, `2.1 d`: two figures are enough to judge by. */
export function duration(seconds: number, units: Units): string {
  const [, size, unit] = steps.find(([limit]) => seconds < limit)!
  const value = seconds / size
  return `${value < 10 && size > 1 ? Math.round(value * 10) / 10 : Math.round(value)}\u00a0${units[unit]}`
}
