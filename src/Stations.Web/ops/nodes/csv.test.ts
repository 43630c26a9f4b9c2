import { expect, test } from 'vitest'
import { csvOf } from './csv'

test('holds what was enrolled and nothing else, quoted where it must be', () => {
  const row = (username: string | null, password: string | null) => ({ line: 1, outcome: 'enrolled', username, password, reason: null })
  expect(csvOf([row('a/b', 'x"y,z'), row('a/c', null), row(null, null)])).toBe('username,password\r\na/b,"x""y,z"')
})
