import { minuteOfDay } from '../look/time'
import { fill, type Words } from '../locale'

const spanPattern = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/

export interface Hours {
  text: string
  closed: boolean
}

interface Open {
  hours: string | null
  /** IANA name. */
  zone: string
}

/** Closing at or before opening means the next day. What cannot be read is shown as it came; null where nothing is known. The server's twin: `Pages/Hours.cs`. */
export function hoursOf({ hours, zone }: Open, now: number, words: Words): Hours | null {
  if (hours === null) return null
  if (hours === '24/7') return { text: words.openAlways, closed: false }
  const span = spanPattern.exec(hours)
  if (!span) return { text: hours, closed: false }
  const [from, to] = [minutes(span[1], span[2]), minutes(span[3], span[4])]
  const [opens, closes] = hours.split('-') as [string, string]
  const text = fill(words.openFromTo, opens, to <= from ? fill(words.nextDay, closes) : closes)
  const minute = minuteOfDay(now, zone)
  const open = to <= from ? minute >= from || minute < to : minute >= from && minute < to
  return { text: open ? text : fill(words.closedNow, text), closed: !open }
}

const minutes = (hour?: string, minute?: string) => Number(hour) * 60 + Number(minute)
