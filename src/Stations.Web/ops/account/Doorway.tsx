import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { LanguageSwitch } from '../../look/LanguageSwitch'
import { Notice } from '../../look/Notice'
import { SpeechContext, useLanguage } from '../../locale'
import { opsLanguages } from '../locale'
import { look, useDoor } from '../session'
import { Bones } from '../shell/View'
import { Enter } from './Enter'

/** The console is for those who work here: what is known of alarms is not shown to anybody, and a page without them would say that all is well. */
export function Doorway({ children }: { children: () => ComponentChildren }) {
  const door = useDoor()
  return door === 'open' ? <>{children()}</> : <Outside />
}

function Outside() {
  const door = useDoor()
  const speech = useLanguage((words, lang) => `${opsLanguages[lang].title} · ${words.product}`)
  const { words, lang } = speech
  const [isAway, setAway] = useState(false)
  const again = () => {
    setAway(false)
    look().catch(() => setAway(true))
  }
  useEffect(() => {
    if (door === 'unknown') again()
  }, [])
  return (
    <SpeechContext.Provider value={speech}>
      <header class="top">
        <p class="brand">{words.product} <span>{opsLanguages[lang].title}</span></p>
        <LanguageSwitch />
      </header>
      <main id="main" class="outside">
        {door !== 'unknown' ? (
          <Enter isFirst={door === 'first'} />
        ) : isAway ? (
          <Notice title={words.notConnected} more={words.notConnectedMore}>
            <button type="button" class="button main" onClick={again}>{words.retryNow}</button>
          </Notice>
        ) : (
          <Bones count={3} />
        )}
      </main>
    </SpeechContext.Provider>
  )
}
