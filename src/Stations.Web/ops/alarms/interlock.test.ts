import { describe, expect, test } from 'vitest'
import type { InterlockStepView } from '../../live/contract'
import { ago, alarm, now } from '../../live/samples'
import { serviceDueSince, stepsOf } from './interlock'

const step = (step: InterlockStepView['step'], state: InterlockStepView['state'], seconds: number | null = null): InterlockStepView => ({ slot: 0, alarm: 'SMOKE', step, state, at: seconds === null ? null : ago(seconds) })
const smoke = (...interlock: InterlockStepView[]) => alarm('SMOKE', { severity: 'CRITICAL', since: ago(480), interlock })
const states = (...given: Parameters<typeof stepsOf>) => Object.fromEntries(stepsOf(...given).map(({ step, state }) => [step, state]))

describe('what is proven of a danger', () => {
  test('is only that it is known where the server does nothing by itself', () =>
    expect(states(alarm('LANE_BLOCKED', { severity: 'CRITICAL', written: false }))).toEqual({ WRITTEN: 'AWAITED', SEEN: 'AWAITED', OVER: 'AWAITED' }))
  test('is what the server says it did, in its order', () =>
    expect(stepsOf(smoke(step('BEGAN', 'DONE', 480), step('CUT', 'DONE', 479.7), step('POWER_OFF', 'AWAITED'))).map(({ step }) => step)).toEqual(['WRITTEN', 'CUT', 'POWER_OFF', 'SEEN', 'OVER']))
  test('says how long each step took, and of what is still awaited nothing', () => {
    const [, cut, off] = stepsOf(smoke(step('CUT', 'DONE', 479.7), step('POWER_OFF', 'AWAITED', 478)))
    expect(cut).toEqual({ step: 'CUT', state: 'DONE', tone: 'free', after: expect.closeTo(0.3) })
    expect(off).toEqual({ step: 'POWER_OFF', state: 'AWAITED', tone: 'busy' })
  })
  test('is bad news where power still flows', () => expect(stepsOf(smoke(step('POWER_OFF', 'FAILED'))).find(({ step }) => step === 'POWER_OFF')!.tone).toBe('bad'))
})

describe('somebody has to come', () => {
  const asked = (seconds: number) => smoke(step('WORK_ORDER_REQUESTED', 'DONE', seconds))
  test('once nobody has taken it for five minutes', () => {
    expect(serviceDueSince(asked(299), now)).toBeNull()
    expect(serviceDueSince(asked(300), now)).toBe(now - 300_000)
  })
  test('and nobody else once somebody has', () => {
    expect(serviceDueSince({ ...asked(900), acknowledged: true }, now)).toBeNull()
    expect(serviceDueSince({ ...asked(900), assignee: '李强' }, now)).toBeNull()
  })
  test('and not once more for what follows from it', () => expect(serviceDueSince({ ...asked(900), code: 'CUT_NOT_CONFIRMED' }, now)).toBeNull())
  test('only where the server asked for it', () => expect(serviceDueSince(smoke(), now)).toBeNull())
})
