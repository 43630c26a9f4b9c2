import { expect, test } from 'vitest'
import type { ReportView } from '../../live/contract'
import { stateAsked, ticketTone } from './ticket'

test.each([
  ['OPEN', 'unsafe', 'bad'],
  ['OPEN', 'dirty', 'busy'],
  ['RESOLVED', 'unsafe', 'free'],
  ['USED_SINCE', 'broken', 'free'],
  ['REJECTED', 'broken', 'none'],
] as [ReportView['state'], ReportView['reason'], string][])('%s because %s is %s', (state, reason, tone) => expect(ticketTone({ state, reason })).toBe(tone))

test.each([['', 'OPEN'], ['all', ''], ['REJECTED', 'REJECTED'], ['nonsense', 'OPEN']])('“%s” asks for “%s”', (word, asked) => expect(stateAsked(word)).toBe(asked))
