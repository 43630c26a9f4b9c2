import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Lang, Text } from '../live/api'
import en from './en.json'
import zhCN from './zh-CN.json'

export type Words = typeof zhCN

export const languages: Record<Lang, Words> = { 'zh-CN': zhCN, en }

const oneYear = 31_536_000

export interface Speech {
  lang: Lang
  words: Words
  /** A name in the reader's language, else in any language it has. */
  say(text: Text | null): string
  switchLanguage(): void
}

export const SpeechContext = createContext<Speech | null>(null)

export function useSpeech(): Speech {
  return useContext(SpeechContext)!
}

/** Puts `gaps` where the text has {0}, {1} …; {0:slot|slots} is the first word beside one thing, the second beside more or none. The server's twin: `Pages/Words.cs`. */
export function fill(text: string, ...gaps: (string | number)[]): string {
  return text.replace(/\{(\d)(?::([^|}]*)\|([^}]*))?\}/g, (_, at, one, more) => (one === undefined ? String(gaps[at]) : gaps[at] === 1 ? one : more))
}

export function sayIn(lang: Lang, text: Text | null): string {
  return text?.[lang] ?? text?.['zh-CN'] ?? text?.en ?? ''
}

export const speechIn = (lang: Lang): Speech => ({ lang, words: languages[lang], say: text => sayIn(lang, text), switchLanguage: () => undefined })

/** The language in which the server wrote the page, which heeds what the reader chose before; `title` names the page in the browser's tab. */
export function useLanguage(title: (words: Words, lang: Lang) => string): Speech {
  const [lang, setLang] = useState<Lang>(() => (document.documentElement.lang === 'en' ? 'en' : 'zh-CN'))
  const speech = speechIn(lang)
  const called = title(speech.words, lang)
  useEffect(() => {
    document.documentElement.lang = lang
    document.title = called
  }, [lang, called])
  return {
    ...speech,
    switchLanguage() {
      const next = lang === 'en' ? 'zh-CN' : 'en'
      document.cookie = `language=${next};path=/;max-age=${oneYear};samesite=lax`
      setLang(next)
    },
  }
}
