import type { Alarm } from '../../live/api'
import type { InterlockStepView } from '../../live/contract'
import type { Tone } from '../../look/Mark'

/** What the server does by itself, and before and after it what is told of every danger. */
export type Step = Exclude<InterlockStepView['step'], 'BEGAN'> | 'WRITTEN' | 'SEEN' | 'OVER'
export type StepState = InterlockStepView['state']

export interface Told {
  step: Step
  state: StepState
  tone: Tone
  /** Seconds after the alarm was raised, where somebody has said when. */
  after?: number
}

const tones: Record<StepState, Tone> = { DONE: 'free', NOT_NEEDED: 'free', AWAITED: 'busy', FAILED: 'bad' }

/** What is known to have happened since a danger was raised. What the server orders by itself it tells with the alarm; only what the device or a person has said counts as done. */
export function stepsOf(alarm: Alarm): Told[] {
  const raised = Date.parse(alarm.since ?? '')
  const told = (step: Step, state: StepState, at: string | null | undefined = null): Told => {
    const after = (Date.parse(at ?? '') - raised) / 1_000
    return { step, state, tone: tones[state], ...(after >= 0 && state !== 'AWAITED' && { after }) }
  }
  return [
    told('WRITTEN', alarm.written ? 'DONE' : 'AWAITED'),
    ...(alarm.interlock ?? []).flatMap(({ step, state, at }) => (step === 'BEGAN' ? [] : [told(step, state, at)])),
    told('SEEN', alarm.acknowledged ? 'DONE' : 'AWAITED', alarm.acknowledgedAt),
    alarm.status === 'CLEARED' ? told('OVER', 'DONE', alarm.clearedAt) : { ...told('OVER', 'AWAITED'), tone: 'none' },
  ]
}

/** Nobody may have to wait longer for somebody to come; the second step of a danger's escalation (our engineering default). */
const patienceMs = 5 * 60_000

/** Since when somebody has been asked to come and nobody has said that they see to it; null where that is not so, or not for long. */
export function serviceDueSince(alarm: Alarm, now: number): number | null {
  const asked = alarm.interlock?.find(({ step, alarm: began }) => step === 'WORK_ORDER_REQUESTED' && began === alarm.code)?.at
  if (!asked || alarm.acknowledged || alarm.assignee) return null
  return now - Date.parse(asked) >= patienceMs ? Date.parse(asked) : null
}
