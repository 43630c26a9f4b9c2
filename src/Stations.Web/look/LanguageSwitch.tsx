import { useSpeech } from '../locale'

export function LanguageSwitch() {
  const { lang, words, switchLanguage } = useSpeech()
  const other = lang === 'en' ? 'zh-CN' : 'en'
  const choose = (event: Event) => {
    event.preventDefault()
    switchLanguage()
  }
  return (
    <a class="plain" lang={other} href={`?lang=${other}`} onClick={choose}>
      {words.otherLanguage}
    </a>
  )
}
