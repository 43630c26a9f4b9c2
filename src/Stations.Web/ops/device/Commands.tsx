import { useEffect, useState } from 'preact/hooks'
import type { Device } from '../../live/api'
import type { Told } from '../../live/board'
import type { CommandKindView, CommandPage, CommandView } from '../../live/contract'
import { Mark } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { ask, useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import { useSession } from '../session'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { Empty, ForOperators, View } from '../shell/View'
import { isGrave, progressOf, progressTones } from './progress'

/** What it was told to do and what became of each: asked, accepted, done, seen. Asks again whenever the stream tells of it. */
export function Commands({ device, told, now }: { device: Device; told: Told | undefined; now: number }) {
  const ops = useOpsWords()
  const session = useSession()
  const path = `/devices/${encodeURIComponent(device.id)}/commands`
  const asked = useAsk<CommandPage>(session && path)
  useEffect(() => asked.again(), [told])
  const [giving, setGiving] = useState<CommandKindView | null>(null)
  return (
    <section class="panel">
      <h2>{ops.commands}</h2>
      {!session ? <ForOperators /> : (
        <View asked={asked} bones={2}>
          {({ commands, takes }) => (
            <>
              <div class="go">
                {mayAct(session) && takes.map(kind => <button key={kind.command} type="button" class={`button${isGrave(kind.command) ? ' edgy' : ''}`} onClick={() => setGiving(kind)}>{ops.verbs[kind.command] ?? kind.command}</button>)}
              </div>
              {commands.length === 0 ? <Empty title={ops.noCommands} /> : (
                <ol class="log commands">{commands.slice(0, 12).map(one => <Given key={one.id} command={one} path={path} now={now} done={asked.again} />)}</ol>
              )}
            </>
          )}
        </View>
      )}
      {giving && <Give device={device} kind={giving} path={path} close={() => setGiving(null)} done={asked.again} />}
    </section>
  )
}

function Given({ command, path, now, done }: { command: CommandView; path: string; now: number; done(): void }) {
  const ops = useOpsWords()
  const session = useSession()
  const { id, slot, by, reason, issuedAt, state } = command
  const cancel = () => void ask(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE' }).catch(() => undefined).finally(done)
  return (
    <li>
      <time dateTime={issuedAt}>{clockTime(Date.parse(issuedAt), now, true)}</time>
      <div>
        <b>{ops.verbs[command.command] ?? command.command}{slot !== null && ` · ${ops.slot(slot)}`}</b> <span class="quiet">{[ops.alarm[by] ?? by, reason].filter(Boolean).join(' · ')}</span>
        <ol class="steps">
          {progressOf(command).map(({ name, proof, why }) => (
            <li key={name} class={progressTones[proof]}><Mark tone={progressTones[proof]} />{ops.progress[name][proof]}{why && ` · ${ops.whyNot[why] ?? why}`}</li>
          ))}
        </ol>
        {state === 'QUEUED' && mayAct(session) && <button type="button" class="plain" onClick={cancel}>{ops.takeBack}</button>}
      </div>
    </li>
  )
}

interface GiveProps {
  device: Device
  kind: CommandKindView
  path: string
  close(): void
  done(): void
}

/** Says why, and for what opens a door or takes or gives power, types which: so that no slip of a finger does it. */
function Give({ device, kind, path, close, done }: GiveProps) {
  const ops = useOpsWords()
  const session = useSession()
  const [slot, setSlot] = useState(kind.slot === 'always' ? '1' : '')
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [args, setArgs] = useState<Record<string, string>>({})
  const [key] = useState(() => crypto.randomUUID())
  const name = ops.verbs[kind.command] ?? kind.command
  const node = device.id.split(':')[1]!
  const word = slot ? `${node} ${slot}` : node
  const slots = device.slots ?? []
  const given = Object.entries(args).filter(([, value]) => value.trim() !== '')
  const run = async () => {
    await ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify({
        command: kind.command, reason: reason.trim(), by: session?.name, ...(slot && { slot: Number(slot) }), ...(given.length > 0 && { args: Object.fromEntries(given.map(([name, value]) => [name, Number(value)])) }),
      }),
    })
    close()
    done()
  }
  return (
    <Dialog title={name} close={close}>
      <Form act={name} grave={isGrave(kind.command)} run={run} ready={reason.trim() !== '' && (!isGrave(kind.command) || typed.trim() === word)}>
        <p><b>{device.name || device.id}</b> <code>{device.id}</code></p>
        {kind.slot !== 'never' && slots.length > 0 && (
          <Field label={ops.which} value={slot} change={setSlot} options={[...(kind.slot === 'maybe' ? [['', ops.wholeDevice] as const] : []), ...slots.map(({ number, use }) => [String(number), `${ops.slot(number)} · ${ops.uses[use]}`] as const)]} />
        )}
        {kind.arguments.map(({ name, least, most }) => <Field key={name} label={`${ops.fields[name] ?? name} (${least}–${most})`} value={args[name] ?? ''} change={value => setArgs({ ...args, [name]: value })} />)}
        <Field label={ops.reason} value={reason} change={setReason} most={500} needed />
        {isGrave(kind.command) && <Field label={ops.typeToConfirm(word)} value={typed} change={setTyped} />}
        <p class="quiet">{kind.stops ? ops.stopsAlways : ops.expiresIn(kind.expires)}</p>
      </Form>
    </Dialog>
  )
}
