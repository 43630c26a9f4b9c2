import { useSpeech } from '../locale'

export function LanguageSwitch() {
  const { lang, words, switchLanguage } = useSpeech()
  return (
    <button type="button" class="plain" lang={lang === 'en' ? 'zh-CN' : 'en'} onClick={switchLanguage}>
      {words.otherLanguage}
    </button>
  )
}
