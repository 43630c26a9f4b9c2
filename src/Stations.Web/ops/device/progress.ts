import type { CommandView } from '../../live/contract'
import type { Tone } from '../../look/Mark'

/** What opens a door, or gives or takes power. */
export const isGrave = (verb: string) => verb === 'slot.open' || verb.startsWith('charge.') || verb.startsWith('power.') || verb === 'reboot'

export type Stage = 'asked' | 'accepted' | 'executed' | 'seen'
export type Proof = 'yes' | 'waiting' | 'no' | 'unknown'
export interface Progress {
  name: Stage
  proof: Proof
  /** The device's own word for it, or the server's. */
  why?: string
}

export const progressTones: Record<Proof, Tone> = { yes: 'free', waiting: 'busy', no: 'bad', unknown: 'none' }

const ranks: Record<CommandView['state'], number> = { QUEUED: 0, SENT: 1, RECEIVED: 2, DONE: 3, REJECTED: 2, FAILED: 2, TIMEOUT: 1, EXPIRED: 0, CANCELED: 0 }

/** Asked, accepted, executed, seen: how far it came, and where it ended. What nobody knows is not called a failure. */
export function progressOf({ state, effect, steps }: CommandView): Progress[] {
  const why = steps.at(-1)?.reason
  const told = why ? { why } : {}
  const sent = ranks[state] >= 1 || steps.some(step => step.state === 'SENT')
  const progress: Progress[] = [{ name: 'asked', proof: sent ? 'yes' : state === 'QUEUED' ? 'waiting' : 'no', ...(state === 'EXPIRED' || state === 'CANCELED' ? { why: why ?? state } : {}) }]
  if (!sent) return progress
  progress.push(
    state === 'REJECTED' ? { name: 'accepted', proof: 'no', ...told }
      : state === 'SENT' ? { name: 'accepted', proof: 'waiting' }
      : state === 'TIMEOUT' || state === 'EXPIRED' ? { name: 'accepted', proof: steps.some(step => step.state === 'RECEIVED') ? 'yes' : 'unknown', ...told }
      : { name: 'accepted', proof: 'yes' },
  )
  if (state === 'REJECTED' || state === 'SENT' || state === 'EXPIRED') return progress
  progress.push(state === 'DONE' ? { name: 'executed', proof: 'yes' } : state === 'FAILED' ? { name: 'executed', proof: 'no', ...told } : { name: 'executed', proof: state === 'RECEIVED' ? 'waiting' : 'unknown' })
  if (effect !== 'NONE') progress.push({ name: 'seen', proof: effect === 'SEEN' ? 'yes' : effect === 'AWAITED' ? 'waiting' : 'no' })
  return progress
}
