import type { Station, Text } from '../../live/api'

/** What the form asks of a station, as it is typed. */
export interface Typed {
  district: string
  station: string
  nameZh: string
  nameEn: string
  districtZh: string
  districtEn: string
  addressZh: string
  addressEn: string
  hours: string
  latitude: string
  longitude: string
  zone: string
}

export const typedOf = (known: Station | null): Typed => ({
  district: known?.district ?? '',
  station: known?.id.slice(known.district.length + 1) ?? '',
  nameZh: known?.name['zh-CN'] ?? '',
  nameEn: known?.name.en ?? '',
  districtZh: known?.districtName?.['zh-CN'] ?? '',
  districtEn: known?.districtName?.en ?? '',
  addressZh: known?.address?.['zh-CN'] ?? '',
  addressEn: known?.address?.en ?? '',
  hours: known?.hours ?? '',
  latitude: known?.position ? String(known.position.latitude) : '',
  longitude: known?.position ? String(known.position.longitude) : '',
  zone: known?.zone ?? 'Asia/Shanghai',
})

const textIn = (zh: string, en: string): Text | undefined => {
  const text = { ...(zh.trim() && { 'zh-CN': zh.trim() }), ...(en.trim() && { en: en.trim() }) }
  return Object.keys(text).length ? text : undefined
}

/** As the server takes it; what is left empty is no longer known. */
export function bodyOf({ nameZh, nameEn, districtZh, districtEn, addressZh, addressEn, hours, latitude, longitude, zone }: Typed): object {
  const [districtName, address] = [textIn(districtZh, districtEn), textIn(addressZh, addressEn)]
  return {
    name: textIn(nameZh, nameEn),
    ...(districtName && { districtName }),
    ...(address && { address }),
    ...(hours.trim() && { hours: hours.trim() }),
    ...(zone.trim() && { zone: zone.trim() }),
    ...((latitude.trim() || longitude.trim()) && { position: { latitude: Number(latitude), longitude: Number(longitude) } }),
  }
}
