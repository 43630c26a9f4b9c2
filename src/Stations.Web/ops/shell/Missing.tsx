import { Notice } from '../../look/Notice'
import { useOpsWords } from '../locale'

export function Missing() {
  const ops = useOpsWords()
  return (
    <Notice title={ops.missing} more={ops.missingMore}>
      <a class="button main" href="/ops">{ops.pages.needs}</a>
    </Notice>
  )
}
