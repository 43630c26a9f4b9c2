import type { DistrictsView } from '../../live/contract'
import { useOpsWords } from '../locale'
import { mayGovern } from '../may'
import type { PageProps } from '../page'
import { useSession } from '../session'
import { Empty } from '../shell/View'
import { Accounts } from './Accounts'
import { Audit } from './Audit'
import { AllSessions } from './Sessions'
import { Tokens } from './Tokens'

const lists = ['accounts', 'tokens', 'sessions', 'audit'] as const

/** Who may come in, who is in, and what they changed. */
export function PeoplePage({ now, query, districts }: PageProps & { districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const session = useSession()
  const shown = lists.find(one => one === query.get('show')) ?? 'accounts'
  if (!mayGovern(session)) return <><h1>{ops.pages.people}</h1><Empty title={ops.people.notYours} more={ops.people.notYoursMore} /></>
  return (
    <>
      <h1>{ops.pages.people}</h1>
      <nav class="ranges" aria-label={ops.pages.people}>
        {lists.map(one => <a key={one} class="button" href={one === 'accounts' ? '/ops/people' : `/ops/people?show=${one}`} aria-current={one === shown ? 'true' : 'false'}>{ops.people.lists[one]}</a>)}
      </nav>
      {shown === 'accounts' && <Accounts now={now} districts={districts} />}
      {shown === 'tokens' && <Tokens districts={districts} />}
      {shown === 'sessions' && <AllSessions now={now} />}
      {shown === 'audit' && <Audit now={now} cursor={query.get('cursor') ?? ''} />}
    </>
  )
}
