import { expect, test } from 'vitest'
import type { CommandView } from '../../live/contract'
import { isGrave, progressOf } from './progress'

const command = (state: CommandView['state'], effect: CommandView['effect'] = 'NONE', ...passed: CommandView['state'][]): CommandView => ({
  id: '1', device: 'a:n:d', command: 'slot.open', slot: 3, by: 'me', reason: 'why', state, effect, issuedAt: '2026-11-21T08:00:00.000Z', expiresAt: '2026-11-21T08:00:10.000Z',
  steps: [...passed, state].map(one => ({ state: one, at: '2026-11-21T08:00:00.000Z', by: null, reason: one === 'REJECTED' ? 'busy' : null })),
})
const told = (...given: Parameters<typeof command>) => progressOf(command(...given)).map(({ name, proof }) => `${name} ${proof}`)

test.each([
  [['QUEUED'], ['asked waiting']],
  [['CANCELED'], ['asked no']],
  [['SENT'], ['asked yes', 'accepted waiting']],
  [['RECEIVED', 'NONE', 'SENT'], ['asked yes', 'accepted yes', 'executed waiting']],
  [['DONE', 'AWAITED', 'SENT', 'RECEIVED'], ['asked yes', 'accepted yes', 'executed yes', 'seen waiting']],
  [['DONE', 'SEEN', 'SENT', 'RECEIVED'], ['asked yes', 'accepted yes', 'executed yes', 'seen yes']],
  [['DONE', 'NOT_SEEN', 'SENT'], ['asked yes', 'accepted yes', 'executed yes', 'seen no']],
  [['REJECTED', 'NONE', 'SENT'], ['asked yes', 'accepted no']],
  [['TIMEOUT', 'NONE', 'SENT'], ['asked yes', 'accepted unknown', 'executed unknown']],
] as [Parameters<typeof command>, string[]][])('%j is told as it is known', (given, expected) => expect(told(...given)).toEqual(expected))

test('a refusal says why', () => expect(progressOf(command('REJECTED', 'NONE', 'SENT')).at(-1)!.why).toBe('busy'))

test('doors and power want a typed word', () => expect(['slot.open', 'charge.start', 'power.cut', 'reboot', 'light', 'siren', 'rebirth'].filter(isGrave)).toEqual(['slot.open', 'charge.start', 'power.cut', 'reboot']))
