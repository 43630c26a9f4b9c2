import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { FleetView, UrgencyCounts } from '../../live/contract'
import type { Link } from '../../live/stream'
import { LanguageSwitch } from '../../look/LanguageSwitch'
import { Glyph } from '../../look/Mark'
import { Pill } from '../../look/Pill'
import { clockTime } from '../../look/time'
import { useSpeech } from '../../locale'
import { useOpsWords } from '../locale'
import { mayGovern } from '../may'
import type { Route } from '../route'
import { useSession } from '../session'
import { SignIn } from './SignIn'
import type { Siren } from './siren'
import { Strip } from './Strip'

interface Props {
  route: Route
  link: Link
  needs: number
  alarms: number
  /** That nobody has answered. */
  reports: number
  devices: UrgencyCounts | null
  fleet: FleetView | null
  siren: Siren
  now: number
  wall: boolean
  children: ComponentChildren
}

const places = [['needs', '/ops'], ['alarms', '/ops/alarms'], ['devices', '/ops/devices'], ['reports', '/ops/reports'], ['districts', '/ops/districts'], ['nodes', '/ops/nodes'], ['security', '/ops/security'], ['people', '/ops/people']] as const
const within: Partial<Record<Route['page'], string>> = { device: 'devices', district: 'districts', stickers: 'nodes' }

export const totalOf = (counts: UrgencyCounts) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What stands around every page: where one can go, who one is, how the fleet does, and whether all this is live. */
export function Frame({ route, link, needs, alarms, reports, devices, fleet, siren, now, wall, children }: Props) {
  const { words } = useSpeech()
  const ops = useOpsWords()
  const session = useSession()
  const here = within[route.page] ?? route.page
  const counts: Partial<Record<Route['page'], number>> = { needs, alarms, reports, ...(devices && { devices: totalOf(devices) }) }
  const sirenWord = siren.muted ? ops.sirenMuted : siren.silent ? ops.sirenSilent : ops.siren
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [here])
  if (wall) {
    return (
      <main class="wall">
        <p class="row"><Pill link={link} /><b class="clock">{clockTime(now, now)}</b></p>
        <Strip fleet={fleet} now={now} />
        {children}
      </main>
    )
  }
  return (
    <div class="frame">
      <a class="skip button" href="#main">{ops.skip}</a>
      <header class="top">
        <p class="brand">{words.product} <span>{ops.title}</span></p>
        <Pill link={link} />
        <button type="button" class={`button siren${siren.silent ? ' edgy' : ''}`} aria-pressed={siren.on} onClick={siren.toggle} title={sirenWord}>
          <Glyph name={siren.on ? 'bell' : 'bell-off'} />
          <span>{sirenWord}</span>
        </button>
        <SignIn />
        <LanguageSwitch />
      </header>
      <nav ref={nav} class="nav" aria-label={ops.nav}>
        {places.filter(([page]) => page !== 'people' || mayGovern(session)).map(([page, address]) => (
          <a key={page} href={address} aria-current={here === page ? 'page' : 'false'}>
            {ops.pages[page]}
            {counts[page] !== undefined && counts[page]! > 0 && <b>{counts[page]}</b>}
          </a>
        ))}
        <a href="/">{ops.riderPage}</a>
      </nav>
      <main id="main" tabIndex={-1}>
        {route.page !== 'stickers' && <Strip fleet={fleet} now={now} />}
        {children}
      </main>
    </div>
  )
}
