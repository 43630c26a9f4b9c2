import { expect, test } from 'vitest'
import { mayAct, mayAdmit, mayGovern } from './may'
import type { Session } from './session'

const as = (role: Session['role'], districts: string[] | null = null): Session => ({ name: 'somebody', role, districts, kind: 'account', until: null })

test.each([
  [null, [false, false, false]],
  [as('viewer'), [false, false, false]],
  [as('operator'), [true, false, false]],
  [as('administrator', ['wanda']), [true, true, false]],
  [as('administrator'), [true, true, true]],
] as [Session | null, boolean[]][])('%j is offered %j', (session, offered) => expect([mayAct, mayAdmit, mayGovern].map(may => may(session))).toEqual(offered))
