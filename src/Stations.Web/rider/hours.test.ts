import { expect, test } from 'vitest'
import zhCN from '../locale/zh-CN.json'
import { hoursOf } from './hours'

const at = (clock: string) => Date.parse(`2026-11-21T${clock}:00+08:00`)

test.each([
  ['24/7', '03:00', '24 小时', false],
  ['08:00-20:00', '08:00', '08:00–20:00', false],
  ['08:00-20:00', '20:00', '现已关门 · 08:00–20:00', true],
  ['07:00-01:00', '00:59', '07:00–次日 01:00', false],
  ['07:00-01:00', '01:00', '现已关门 · 07:00–次日 01:00', true],
  ['weekdays', '03:00', 'weekdays', false],
])('%s at %s is “%s”', (hours, clock, text, closed) => {
  expect(hoursOf({ hours, zone: 'Asia/Shanghai' }, at(clock), zhCN)).toEqual({ text, closed })
})
