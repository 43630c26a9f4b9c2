import type { EventView } from '../../live/contract'
import type { OpsWords } from '../locale'

const late = 'Late'

/** Kinds of events that have a word of their own; of a danger that was told of late it is that of the danger. */
export type EventWord = Exclude<EventView['kind'], `Late${string}`>

/** A server that is newer than this page may know of more. */
export const eventName = (kind: EventView['kind'], ops: OpsWords): string => {
  const known: Partial<Record<string, string>> = ops.event
  const danger = kind.startsWith(late) ? known[kind.slice(late.length)] : undefined
  return known[kind] ?? (danger ? ops.toldLate(danger) : kind)
}

/** What each command is, by its id: told when it was given, as its verb and why. */
export const verbsIn = (events: readonly EventView[]): ReadonlyMap<string, string> =>
  new Map(events.flatMap(({ kind, command, text }) => (kind === 'CommandOrdered' && command && text ? [[command, text.split(':', 1)[0]!] as const] : [])))

/** What was said beside an event: who did it, to which command, and in whose words; each once. */
export function saidOf({ kind, by, command, text }: Pick<EventView, 'kind' | 'by' | 'command' | 'text'>, verbs: ReadonlyMap<string, string>, ops: OpsWords): string {
  const verb = (command && verbs.get(command)) ?? ''
  const words = kind === 'CommandOrdered' ? text?.slice(verb.length).replace(/^: ?/, '') : text
  const said = [by && (ops.alarm[by] ?? by), ops.verbs[verb] ?? verb, words && (ops.alarm[words] ?? words)]
  return [...new Set(said.filter(Boolean))].join(' · ')
}
