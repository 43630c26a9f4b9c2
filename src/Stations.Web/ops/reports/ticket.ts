import type { ReportView } from '../../live/contract'
import type { Tone } from '../../look/Mark'

/** An open report of danger is the gravest; what was answered, or refuted by use, is news no more. */
export const ticketTone = ({ state, reason }: Pick<ReportView, 'state' | 'reason'>): Tone =>
  state === 'OPEN' ? (reason === 'unsafe' ? 'bad' : 'busy') : state === 'REJECTED' ? 'none' : 'free'

export const states = ['OPEN', 'USED_SINCE', 'RESOLVED', 'REJECTED'] as const satisfies readonly ReportView['state'][]

/** What stands in the address, as the API asks it: without a word those that are open. */
export const stateAsked = (word: string): string => (word === 'all' ? '' : states.find(one => one === word) ?? 'OPEN')
