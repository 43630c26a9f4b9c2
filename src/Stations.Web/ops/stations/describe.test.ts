import { expect, test } from 'vitest'
import { station } from '../../live/samples'
import { bodyOf, typedOf } from './describe'

test('a station that is described anew without a change stays as it was', () => {
  const known = station('wanda:1', { name: { 'zh-CN': '万达', en: 'Wanda' }, districtName: { 'zh-CN': '襄阳' }, hours: '07:00-01:00', position: { latitude: 32.05, longitude: 112.13 } })
  expect(typedOf(known)).toMatchObject({ district: 'wanda', station: '1' })
  expect(bodyOf(typedOf(known))).toEqual({ name: known.name, districtName: known.districtName, hours: known.hours, zone: known.zone, position: known.position })
})

test('what is left empty is left out', () => expect(bodyOf({ ...typedOf(null), nameZh: ' 新站 ' })).toEqual({ name: { 'zh-CN': '新站' }, zone: 'Asia/Shanghai' }))
