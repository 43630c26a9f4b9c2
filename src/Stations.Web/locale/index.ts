import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Lang, Text } from '../live/api'
import { recall, remember } from '../look/remembered'
import { en } from './en'
import { type Words, zhCN } from './zh-CN'

export type { Words }

export const languages: Record<Lang, Words> = { 'zh-CN': zhCN, en }

const languageKey = 'language'

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

export function sayIn(lang: Lang, text: Text | null): string {
  return text?.[lang] ?? text?.['zh-CN'] ?? text?.en ?? ''
}

/** Chinese unless the reader once chose otherwise; `title` names the page in the browser's tab. */
export function useLanguage(title: (words: Words, lang: Lang) => string): Speech {
  const [lang, setLang] = useState<Lang>(() => (recall(languageKey) === 'en' ? 'en' : 'zh-CN'))
  const words = languages[lang]
  useEffect(() => {
    document.documentElement.lang = lang
    document.title = title(words, lang)
  }, [lang])
  return {
    lang,
    words,
    say: text => sayIn(lang, text),
    switchLanguage() {
      const next = lang === 'en' ? 'zh-CN' : 'en'
      remember(languageKey, next)
      setLang(next)
    },
  }
}
