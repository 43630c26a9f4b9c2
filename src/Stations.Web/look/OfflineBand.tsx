import type { Link } from '../live/stream'
import { fill, useSpeech } from '../locale'
import { elapsed } from './age'
import { isOffline } from './Pill'
import { clockTime } from './time'

/** Says over figures that are no longer followed from when they are, large enough for a glance. */
export function OfflineBand({ link }: { link: Link }) {
  const { words } = useSpeech()
  const now = Date.now()
  if (!isOffline(link, now)) return null
  return (
    <div class="band" role="status">
      <b>{fill(words.keptFrom, clockTime(link.heardAt, now))} · {elapsed(now - link.heardAt, words)}</b>
      <span>{words.keptFromMore}</span>
    </div>
  )
}
