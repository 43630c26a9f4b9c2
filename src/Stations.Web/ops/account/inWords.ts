import type { OpsWords } from '../locale'
import { NotIn } from '../session'

/** The server's reasons for not letting somebody in, in the reader's language. */
export async function inWords(ops: OpsWords, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof NotIn)) throw error
    const { problem, waitSeconds } = error
    if (problem.code === 'sign_in_refused') throw new Error(ops.notIn)
    if (problem.code === 'too_many_sign_ins') throw new Error(ops.waitMinutes(Math.ceil(waitSeconds / 60)))
    throw new Error(problem.errors?.['password'] ? ops.newPasswordMore : problem.detail)
  }
}
