import type { ConfigState, ConfigView } from '../../live/contract'
import type { Value } from '../../live/api'
import type { Tone } from '../../look/Mark'

export const settingTones: Record<ConfigState, Tone> = { UNSET: 'none', PENDING: 'busy', IN_SYNC: 'free', DRIFTED: 'bad', REFUSED: 'bad' }

export interface SettingRow {
  name: string
  wanted: Value
  reported: Value
  /** The device has answered, and not with what is wanted. */
  differs: boolean
}

/** Everything that can be set, is to be set or is said to be set, in the order of what can be. */
export function rowsOf({ takes, desired, reported }: ConfigView): SettingRow[] {
  const names = new Set([...takes.map(({ name }) => name), ...Object.keys(desired?.values ?? {}), ...Object.keys(reported?.values ?? {})])
  return [...names].map(name => {
    const [wanted, said] = [desired?.values[name] ?? null, reported?.values[name] ?? null]
    return { name, wanted, reported: said, differs: wanted !== null && reported !== null && said !== wanted }
  })
}

/** What is to be set, of what was typed; what is left empty is for the device to decide. */
export function valuesOf(takes: ConfigView['takes'], typed: Readonly<Record<string, string>>): Record<string, number | string> {
  return Object.fromEntries(takes.flatMap(({ name, words }) => {
    const text = typed[name]?.trim()
    return text ? [[name, words ? text : Number(text)]] : []
  }))
}

/** The first that is no number, or none that it takes; null when all can be. */
export function wrongIn(takes: ConfigView['takes'], typed: Readonly<Record<string, string>>): string | null {
  return takes.find(({ name, words, least = -Infinity, most = Infinity }) => {
    const text = typed[name]?.trim()
    return text && !words && !(Number(text) >= least && Number(text) <= most)
  })?.name ?? null
}
