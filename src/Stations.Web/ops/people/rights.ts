import type { SessionView } from '../../live/contract'

export type Role = SessionView['role']

export interface Rights {
  role: Role
  /** Null for everywhere. */
  districts: readonly string[] | null
}

export const roles = ['viewer', 'operator', 'administrator'] as const satisfies readonly Role[]

export const isWhole = ({ districts }: Rights): boolean => districts === null || districts.length > 0

/** As the server takes them: everywhere is said by saying no district. */
export const bodyOf = ({ role, districts }: Rights) => ({ role, ...(districts && { districts }) })
