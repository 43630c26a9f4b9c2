import { useEffect } from 'preact/hooks'
import type { Alarms } from '../../live/api'
import type { Board } from '../../live/board'
import { type Asked, useAsk, withQuery } from '../ask'
import { useSession } from '../session'
import { isDanger } from './fold'

export interface AlarmFilter {
  severity?: string
  status?: string
  acknowledged?: string
  district?: string
}

/** As many as one answer holds; who has more should narrow them down. */
const most = 500

/**
 * The alarms, with who works on them where somebody is signed in; without, the gravest hundred that everybody may see. What the stream calls a danger is
 * there at once, whatever was asked and answered before.
 */
export function useAlarms({ alarms, loaded }: Board, filter: AlarmFilter = {}): { asked: Asked<Alarms>; alarms: Alarms | null } {
  const session = useSession()
  const asked = useAsk<Alarms>(session && withQuery('/alarms', { ...filter, limit: most }), 15_000)
  useEffect(() => {
    if (session && asked.data) asked.again()
  }, [alarms])
  if (!session) return { asked, alarms: loaded ? { ...alarms, alarms: alarms.alarms.filter(matches(filter)) } : null }
  if (!asked.data) return { asked, alarms: null }
  const known = new Set(asked.data.alarms.map(({ id }) => id))
  const fresh = alarms.alarms.filter(one => isDanger(one) && !known.has(one.id) && matches(filter)(one))
  return { asked, alarms: { ...asked.data, alarms: [...fresh, ...asked.data.alarms], stationNames: { ...alarms.stationNames, ...asked.data.stationNames } } }
}

const matches = ({ severity, status, acknowledged, district }: AlarmFilter) => (one: Alarms['alarms'][number]) =>
  (!severity || severity.split(',').includes(one.severity))
  && (!status || status === one.status)
  && (!acknowledged || (acknowledged === 'true') === one.acknowledged)
  && (!district || one.station?.startsWith(`${district}:`) === true)
