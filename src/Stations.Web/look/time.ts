/** Where nothing else is said, people see this zone's wall clock wherever they look from. */
export const usualZone = 'Asia/Shanghai'
const dayMs = 86_400_000

const clocks = new Map<string, Intl.DateTimeFormat>()
const dayAndClock = new Intl.DateTimeFormat('en-CA', { timeZone: usualZone, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const withSeconds = new Intl.DateTimeFormat('en-GB', { timeZone: usualZone, hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `14:02`, with the date before it once that is a day or more ago; `14:02:07` where seconds matter. */
export function clockTime(at: number, now: number, seconds = false): string {
  return now - at >= dayMs ? dayAndClock.format(at).replace(',', '') : (seconds ? withSeconds : clockIn(usualZone)).format(at)
}

/** Minutes since midnight in a zone by IANA name; in the usual one where the browser does not know it. */
export function minuteOfDay(at: number, zone: string): number {
  const [hours, minutes] = clockIn(zone).format(at).split(':').map(Number)
  return hours! * 60 + minutes!
}

function clockIn(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) {
    try {
      clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
    } catch {
      clock = clockIn(usualZone)
    }
    clocks.set(zone, clock)
  }
  return clock
}
