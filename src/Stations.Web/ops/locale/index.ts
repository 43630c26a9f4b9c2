import type { Lang } from '../../live/api'
import { useSpeech } from '../../locale'
import { en } from './en'
import { type OpsWords, zhCN } from './zh-CN'

export type { OpsWords }

/** The operator's words, apart from the rider's, who shall not have to load them. */
export const opsLanguages: Record<Lang, OpsWords> = { 'zh-CN': zhCN, en }

export function useOpsWords(): OpsWords {
  return opsLanguages[useSpeech().lang]
}
