import { minuteOfDay } from '../look/time'
import type { Words } from '../locale'

const spanPattern = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/

/** Opening hours in words; closing at or before opening means the next day. What cannot be read is shown as it came. */
export function hoursText(hours: string, now: number, words: Words): string {
  if (hours === '24/7') return words.openAlways
  const span = spanPattern.exec(hours)
  if (!span) return hours
  const [from, to] = [minutes(span[1], span[2]), minutes(span[3], span[4])]
  const [opens, closes] = hours.split('-') as [string, string]
  const text = words.openFromTo(opens, to <= from ? words.nextDay(closes) : closes)
  const minute = minuteOfDay(now)
  const open = to <= from ? minute >= from || minute < to : minute >= from && minute < to
  return open ? text : words.closedNow(text)
}

const minutes = (hour?: string, minute?: string) => Number(hour) * 60 + Number(minute)
