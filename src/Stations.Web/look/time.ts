/** All stations of this product stand in one zone; people see its wall clock wherever they look from. */
const zone = 'Asia/Shanghai'
const dayMs = 86_400_000

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('en-CA', { timeZone: zone, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** `14:02`, with the date before it once that is a day or more ago. */
export function clockTime(at: number, now: number): string {
  return now - at < dayMs ? clock.format(at) : dayAndClock.format(at).replace(',', '')
}

/** Minutes since midnight in the stations' zone. */
export function minuteOfDay(at: number): number {
  const [hours, minutes] = clock.format(at).split(':').map(Number)
  return hours! * 60 + minutes!
}
