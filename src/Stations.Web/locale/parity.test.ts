import { describe, expect, test } from 'vitest'
import { en as opsEn } from '../ops/locale/en'
import { zhCN as opsZh } from '../ops/locale/zh-CN'
import en from './en.json'
import { fill } from './index'
import zhCN from './zh-CN.json'

/** Every text by its path; a function with gaps is filled with marks that must all come out again. */
function texts(words: object, path = '', gap?: number): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'object') for (const [inner, text] of texts(value, `${path}${key}.`, gap)) found.set(inner, text)
    else found.set(path + key, typeof value === 'function' ? value(...Array.from({ length: value.length }, (_, n) => gap ?? `{${n}}`)) : value)
  }
  return found
}

const gaps = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort()

describe.each([['the rider', zhCN, en], ['the operator', opsZh, opsEn]])('the words for %s', (_, chinese, english) => {
  const zh = texts(chinese)
  const other = texts(english)
  test('have the same keys in both languages', () => expect([...other.keys()].sort()).toEqual([...zh.keys()].sort()))
  test('fill the same gaps', () => {
    for (const [key, text] of zh) expect([key, gaps(other.get(key) ?? '')]).toEqual([key, gaps(text)])
  })
  test('are never empty', () => expect([...zh, ...other].filter(([, text]) => !text.trim())).toEqual([]))
  test('hold no Chinese in English', () => expect([...other].filter(([key, text]) => key !== 'otherLanguage' && /\p{Script=Han}/u.test(text))).toEqual([]))
})

test('a gap is filled by its number', () => expect(fill('{1} of {0}, {1}', 5, 'two')).toBe('two of 5, two'))

test('one thing is not called as several are', () =>
  expect([0, 1, 2].map(count => fill(en.clusterOf, count, 1))).toEqual(['0 stations, 1 can help', '1 station, 1 can help', '2 stations, 1 can help']))

test('nowhere does English say one of several', () =>
  expect([...texts(en), ...texts(opsEn, '', 1)].map(([key, text]) => [key, fill(text, 1, 1, 1)]).filter(([, text]) => /\b1 (?!sees\b)[a-z]{3,}s\b/.test(text!))).toEqual([]))
