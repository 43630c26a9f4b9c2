import { expect, test } from 'vitest'
import { bodyOf, isWhole } from './rights'

test('everywhere is said by saying no district', () => {
  expect(bodyOf({ role: 'viewer', districts: null })).toEqual({ role: 'viewer' })
  expect(bodyOf({ role: 'viewer', districts: ['a'] })).toEqual({ role: 'viewer', districts: ['a'] })
})

test('nowhere is no right', () => {
  expect(isWhole({ role: 'viewer', districts: [] })).toBe(false)
  expect(isWhole({ role: 'viewer', districts: null })).toBe(true)
})
