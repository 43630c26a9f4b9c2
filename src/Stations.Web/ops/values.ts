import type { Device, Value } from '../live/api'
import type { OpsWords } from './locale'

/** The unit is the end of a field's name, one unit for ever. */
const units: [suffix: string, unit: string][] = [
  ['_kwh', ' kWh'], ['_dbm', ' dBm'], ['_db_m', ' dB/m'], ['_ppm', ' ppm'], ['_pct', ' %'], ['_ma', ' mA'], ['_ml', ' ml'],
  ['_c', ' °C'], ['_w', ' W'], ['_v', ' V'], ['_a', ' A'], ['_l', ' l'], ['_s', ' s'],
]

/** The readings that tell most about a kind, for the table; the detail shows all. */
const telling: Record<string, readonly string[]> = {
  charging_cabinet: ['temperature_c', 'power_w'],
  water_cooler: ['hot_c', 'filter_pct'],
  parking_spot: ['battery_pct'],
  station: ['temperature_c', 'co2_ppm'],
}
const mostTold = 2

export function readingText(field: string, value: Value, ops: OpsWords): string {
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? ops.yes : ops.no
  if (typeof value === 'string') return value
  const unit = units.find(([suffix]) => field.endsWith(suffix))?.[1] ?? ''
  return `${Math.round(value * 10) / 10}${unit}`
}

export const fieldName = (field: string, ops: OpsWords) => ops.fields[field] ?? field

export function keyReadings(device: Device, ops: OpsWords): string {
  const fields = (telling[device.kind] ?? Object.keys(device.values)).filter(field => field in device.values).slice(0, mostTold)
  const readings = fields.map(field => `${fieldName(field, ops)} ${readingText(field, device.values[field]!, ops)}`)
  if (device.total > 1) readings.unshift(ops.freeOf(device.free, device.total))
  return readings.join(' · ')
}
