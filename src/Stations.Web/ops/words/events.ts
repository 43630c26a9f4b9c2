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
