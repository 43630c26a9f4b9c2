import type { Link } from '../live/stream'
import { useSpeech } from '../locale'
import { LanguageSwitch } from '../look/LanguageSwitch'
import { Glyph } from '../look/Mark'
import { Pill } from '../look/Pill'
import type { Route } from './route'

const tabs = [['/', 'list'], ['/map', 'map'], ['/saved', 'saved']] as const

export function Header({ route, link }: { route: Route; link: Link }) {
  const { words } = useSpeech()
  return (
    <>
      <header class="brand">
        {route.page === 'station' ? <p class="name">{words.product}</p> : <h1 class="name">{words.product}</h1>}
        <Pill link={link} />
        <LanguageSwitch />
      </header>
      <nav class="tabs">
        {tabs.map(([address, page]) => (
          <a key={page} href={address} aria-current={route.page === page ? 'page' : 'false'}>
            <Glyph name={page} />
            {words[page]}
          </a>
        ))}
      </nav>
    </>
  )
}
