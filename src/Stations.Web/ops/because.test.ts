import { expect, test } from 'vitest'
import type { Reason, Status } from '../live/api'
import { becauseOf } from './because'

test.each([
  ['AVAILABLE', 'OK', null],
  ['AVAILABLE', 'REPORTED', 'REPORTED'],
  ['AVAILABLE', 'STALE', 'STALE'],
  ['CHARGING', 'IN_USE', null],
  ['OUTOFORDER', 'FAULT', null],
  ['OUTOFORDER', 'REPORTED', 'REPORTED'],
  ['UNKNOWN', 'OFFLINE', 'OFFLINE'],
] as [Status, Reason, Reason | null][])('%s by %s says %s besides', (status, reason, told) => expect(becauseOf({ status, reason })).toBe(told))
