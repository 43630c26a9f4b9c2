import type { OperatorView } from '../../live/contract'
import type { Tone } from '../../look/Mark'

/** Invited: has a code and no password yet. Lapsed: neither a password nor a code that is still good. */
export type Standing = 'active' | 'invited' | 'lapsed' | 'disabled'

export const standingTones: Record<Standing, Tone> = { active: 'free', invited: 'busy', lapsed: 'none', disabled: 'bad' }

export function standingOf({ disabled, hasPassword, codeUntil }: OperatorView, now: number): Standing {
  if (disabled) return 'disabled'
  if (hasPassword) return 'active'
  return codeUntil !== null && Date.parse(codeUntil) > now ? 'invited' : 'lapsed'
}

/** As the server wants names: letters and digits of any script, and . _ - @ after the first, at most 64. */
export const isName = (text: string): boolean => /^[\p{L}\p{Nd}][\p{L}\p{Nd}._@-]{0,63}$/u.test(text) && text.toLowerCase() !== 'operator'
