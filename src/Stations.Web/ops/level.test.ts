import { expect, test } from 'vitest'
import { device } from '../live/samples'
import { levelOf } from './level'

test.each([
  ['safety', { safety: true, admin: 'MAINTENANCE', connection: 'OFFLINE' }],
  ['aside', { admin: 'DISABLED', health: 'FAULT', connection: 'OFFLINE' }],
  ['aside', { admin: 'PLANNED', connection: 'OFFLINE' }],
  ['fault', { health: 'FAULT', connection: 'OFFLINE' }],
  ['offline', { connection: 'OFFLINE', health: 'DEGRADED' }],
  ['stale', { connection: 'STALE' }],
  ['attention', { health: 'DEGRADED' }],
  ['attention', { use: 'BLOCKED' }],
  ['attention', { clockSuspect: true }],
  ['ok', { use: 'UNKNOWN' }],
] as const)('%s is what %o needs', (level, vary) => expect(levelOf(device('a:n:d', vary))).toBe(level))
