import type { Link } from '../live/stream'
import { useSpeech } from '../locale'
import { isOffline } from './Pill'
import { clockTime } from './time'

/** Says over figures that are no longer followed from when they are. */
export function OfflineBand({ link }: { link: Link }) {
  const { words } = useSpeech()
  const now = Date.now()
  return isOffline(link, now) ? <p class="band">{words.keptFrom(clockTime(link.since, now))}</p> : null
}
