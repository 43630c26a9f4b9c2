import { describe, expect, test } from 'vitest'
import { ago, now } from '../live/samples'
import zhCN from '../locale/zh-CN.json'
import { ageText, freshness, type Reported } from './age'

const reported = (seconds: number | null, vary: Partial<Reported> = {}): Reported => ({
  reportedAt: seconds === null ? null : ago(seconds), confidence: 'high', lost: false, ...vary,
})
const text = (seconds: number | null, vary?: Partial<Reported>) => ageText(reported(seconds, vary), now, zhCN).replaceAll('\u00a0', ' ')

describe('the ladder of ages', () => {
  test.each([[0, 'live'], [30, 'live'], [31, 'recent'], [300, 'recent'], [301, 'unconfirmed'], [900, 'unconfirmed'], [901, 'silent']])(
    'after %i seconds a figure is %s', (seconds, expected) => expect(freshness(reported(seconds), now)).toBe(expected))

  test('low confidence is unconfirmed however young it is', () => expect(freshness(reported(5, { confidence: 'low' }), now)).toBe('unconfirmed'))
  test('what the server no longer vouches for is silent however young it is', () => expect(freshness(reported(5, { lost: true }), now)).toBe('silent'))
  test('what never reported is silent', () => expect(freshness(reported(null), now)).toBe('silent'))

  test.each([[0, '刚刚'], [8, '8 秒前'], [59, '59 秒前'], [60, '1 分钟前'], [299, '4 分钟前'], [360, '未确认 · 6 分钟前'], [1800, '15:30 起无信号']])(
    'after %i seconds it says %s', (seconds, expected) => expect(text(seconds)).toBe(expected))

  test('a figure from the future is from just now', () => expect(text(-20)).toBe('刚刚'))
  test('after a day the date is said too', () => expect(text(86_400)).toBe('11-20 16:00 起无信号'))
  test('no report at all is said so', () => expect(text(null)).toBe('尚无数据'))
})
