/** How much of a place was taken in an hour of the day, over several days. */
export interface Heat {
  /** Midnight in the zone, as the day's name. */
  day: string
  /** 24 shares from 0 to 1; null where nothing is known. */
  hours: (number | null)[]
}

const hourMs = 3_600_000

/** Hours from the beginning of a question, as days of 24 in a zone. An hour that the clocks repeat shows its last. */
export function heatOf(occupancy: readonly (number | null)[], from: number, zone: string): Heat[] {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' })
  const days = new Map<string, Heat>()
  occupancy.forEach((share, n) => {
    const told = Object.fromEntries(parts.formatToParts(from + n * hourMs).map(({ type, value }) => [type, value]))
    const day = `${told.month}-${told.day}`
    const heat = days.get(day) ?? { day, hours: Array.from({ length: 24 }, () => null) }
    heat.hours[Number(told.hour)] = share
    days.set(day, heat)
  })
  return [...days.values()]
}

/** One of five shades; every one of them is told in words as well. */
export const shadeOf = (share: number | null) => (share === null ? 'none' : `shade-${Math.min(4, Math.floor(share * 5))}`)
