import type { Session } from './session'

/** What a role may not do is not offered; the server has the say. Districts are the server's matter: what lies elsewhere is not seen here. */

/** Sees to alarms, devices and reports. */
export const mayAct = (session: Session | null): boolean => session !== null && session.role !== 'viewer'

/** Says which nodes may come in. */
export const mayAdmit = (session: Session | null): boolean => session?.role === 'administrator'

/** Says which people and programs may come in. */
export const mayGovern = (session: Session | null): boolean => mayAdmit(session) && session!.districts === null
