import type { Device, Value } from '../live/api'
import type { OpsWords } from './locale'

/** The unit is the end of a field's name, one unit for ever. */
const units: [suffix: string, unit: string][] = [
  ['_kwh', '\u00a0kWh'], ['_dbm', '\u00a0dBm'], ['_db_m', '\u00a0dB/m'], ['_ppm', '\u00a0ppm'], ['_pct', '\u00a0%'], ['_ma', '\u00a0mA'], ['_ml', '\u00a0ml'],
  ['_min', '\u00a0min'], ['_h', '\u00a0h'], ['_d', '\u00a0d'],
  ['_c', '\u00a0°C'], ['_w', '\u00a0W'], ['_v', '\u00a0V'], ['_a', '\u00a0A'], ['_l', '\u00a0l'], ['_s', '\u00a0s'],
]

/** The readings that tell most about a kind, for the table; the detail shows all. */
const telling: Record<string, readonly string[]> = {
  charging_cabinet: ['temperature_c', 'power_w'],
  water_cooler: ['hot_c', 'filter_pct'],
  parking_spot: ['battery_pct'],
  station: ['temperature_c', 'co2_ppm'],
  love_fridge: ['temperature_c', 'stock'],
  microwave: ['cavity_c', 'power_w'],
  air_conditioner: ['temperature_c', 'set_c'],
  power_bank_cabinet: ['signal_dbm'],
  medicine_kit: ['door', 'battery_pct'],
  parking_area: ['places_out', 'lane_blocked'],
  socket_pile: ['power_w', 'energy_kwh'],
}
const mostTold = 2

/** Empty where there is none. */
export const unitOf = (field: string): string => units.find(([suffix]) => field.endsWith(suffix))?.[1] ?? ''

export function readingText(field: string, value: Value, ops: OpsWords): string {
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? ops.yes : ops.no
  if (typeof value === 'string') return ops.values[value] ?? value
  const precision = Math.abs(value) < 1 ? 100 : 10
  return `${Math.round(value * precision) / precision}${unitOf(field)}`
}

export const fieldName = (field: string, ops: OpsWords) => ops.fields[field] ?? field

export function keyReadings(device: Device, ops: OpsWords): string {
  const fields = (telling[device.kind] ?? Object.keys(device.values)).filter(field => field in device.values).slice(0, mostTold)
  const readings = fields.map(field => `${fieldName(field, ops)} ${readingText(field, device.values[field]!, ops)}`)
  if (device.total > 1) readings.unshift(ops.freeOf(device.status === 'UNKNOWN' ? '–' : String(device.free), device.total))
  return readings.join(' · ')
}
