import { usualZone } from '../../look/time'

const whole = new Intl.DateTimeFormat('sv-SE', { timeZone: usualZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })

/** `2026-11-22 14:02`; a dash for never. For what lies ahead, or years back. */
export const dateTime = (at: string | null): string => (at === null ? '–' : whole.format(Date.parse(at)))
