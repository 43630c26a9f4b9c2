import type { Alarm, Device } from '../../live/api'
import type { CommandView, EventView } from '../../live/contract'

/** How far a step is proven: by the device's own word, not yet, not at all although it should be, or nobody's turn yet. */
export type Proof = 'proven' | 'waiting' | 'failed' | 'open'

export interface Step {
  name: 'told' | 'cut' | 'powerless' | 'shut' | 'seen' | 'over'
  proof: Proof
  /** Seconds after the alarm was raised, where the log tells. */
  after?: number
}

const stops = ['power.cut', 'charge.stop']

/** Less than this is the measuring, not a load (our engineering default). */
const nothingWatts = 5

/**
 * What is known to have happened since a danger was raised. Only what the device or a person has said counts as proven: an order is no proof,
 * and a power that nobody reports is not zero.
 */
export function stepsOf(alarm: Alarm, device: Device | null, events: readonly EventView[], commands: readonly CommandView[] = []): Step[] {
  const since = Date.parse(alarm.since ?? '') || 0
  const first = (...kinds: string[]) => events.filter(({ kind, at }) => kinds.includes(kind) && Date.parse(at) >= since).reduce((found, { at }) => Math.min(found, Date.parse(at)), Infinity)
  const after = (at: number) => (Number.isFinite(at) && since ? { after: (at - since) / 1_000 } : {})
  const steps: Step[] = [{ name: 'told', proof: alarm.written || alarm.device === null ? 'proven' : 'waiting' }]
  const isDue = (remedy: string) => alarm.remedies.includes(remedy)
  if (isDue('CutMains') || isDue('StopAll') || isDue('StopSlot')) {
    const [ordered, confirmed, refused] = [first('CutOrdered'), first('CutConfirmed'), first('CutFailed')]
    const cuts = commands.filter(({ command, issuedAt }) => stops.includes(command) && Date.parse(issuedAt) >= since)
    const sent = Math.min(ordered, ...cuts.map(({ issuedAt }) => Date.parse(issuedAt)))
    steps.push({ name: 'cut', proof: Number.isFinite(sent) ? 'proven' : 'waiting', ...after(sent) })
    const watts = device?.connection === 'ONLINE' ? powerOf(device, isDue('StopSlot') ? alarm.slot : 0) : null
    const unseen = Number.isFinite(refused) || cuts.some(({ effect, state }) => effect === 'NOT_SEEN' || state === 'FAILED' || state === 'REJECTED')
    const proof: Proof = Number.isFinite(confirmed) || (watts !== null && watts <= nothingWatts) ? 'proven' : unseen || watts !== null ? 'failed' : 'waiting'
    steps.push({ name: 'powerless', proof, ...after(confirmed) })
  }
  if (isDue('KeepDoorsShut') && device?.slots) {
    const open = device.slots.some(({ use }) => use === 'BLOCKED' || use === 'OPENING')
    steps.push({ name: 'shut', proof: device.connection !== 'ONLINE' ? 'waiting' : open ? 'failed' : 'proven' })
  }
  const seen = alarm.acknowledgedAt ? Date.parse(alarm.acknowledgedAt) : Infinity
  steps.push({ name: 'seen', proof: alarm.acknowledged ? 'proven' : 'waiting', ...after(seen) })
  steps.push({ name: 'over', proof: alarm.status === 'CLEARED' ? 'proven' : 'open' })
  return steps
}

/** Watts of the slot, or of the whole appliance; null where nobody says. */
function powerOf(device: Device, slot: number): number | null {
  const watts = slot ? device.slots?.find(({ number }) => number === slot)?.powerWatts : device.values.power_w
  return typeof watts === 'number' ? watts : null
}
