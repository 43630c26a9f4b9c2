import { expect, test } from 'vitest'
import type { OperatorView } from '../../live/contract'
import { ago, now } from '../../live/samples'
import { isName, standingOf } from './account'

const account = (vary: Partial<OperatorView>): OperatorView => ({ name: 'li', role: 'operator', districts: null, disabled: false, hasPassword: true, codeUntil: null, madeAt: ago(60), ...vary })

test.each([
  [{}, 'active'],
  [{ hasPassword: false, codeUntil: ago(-60) }, 'invited'],
  [{ hasPassword: false, codeUntil: ago(60) }, 'lapsed'],
  [{ hasPassword: false }, 'lapsed'],
  [{ disabled: true }, 'disabled'],
] as [Partial<OperatorView>, string][])('%j is %s', (vary, standing) => expect(standingOf(account(vary), now)).toBe(standing))

test.each([['李强', true], ['li.qiang@wn', true], ['7', true], ['', false], ['.li', false], ['li qiang', false], ['Operator', false], ['a'.repeat(65), false]])('“%s” is a name: %s', (name, is) => expect(isName(name)).toBe(is))
