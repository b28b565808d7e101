// After the last restart: what the tables hold, against what the client was answered and what stands in the log.
import { join } from 'node:path'
import { decodeBatch } from '../../../events/codec.ts'
import { openEmbeddedLog } from '../../../log/embedded.ts'
import type { Client } from './client.fixture.ts'
import type { Child } from './process.fixture.ts'

const HEARTBEAT = 'player.heartbeat'

interface Tables {
  /** message_id of every stored event that is no heartbeat. */
  readonly events: readonly string[]
  /** The same of heartbeats: those that came when their minute had closed. */
  readonly lateHeartbeats: readonly string[]
  /** Heartbeats folded into session_minutes. */
  readonly heartbeats: number
  readonly intake: {
    readonly received: number
    readonly stored: number
    readonly folded: number
    readonly balanced: boolean
  }
}

export async function readTables(child: Child): Promise<Tables> {
  const [events = [], minutes = [], intake = []] = await child.ask([
    'SELECT message_id, kind FROM events',
    'SELECT sum(heartbeats) AS heartbeats FROM session_minutes',
    'SELECT received, stored, folded, balanced FROM intake',
  ])
  const ids = (isWanted: (kind: string) => boolean): string[] =>
    (events as { message_id: string; kind: string }[])
      .filter(({ kind }) => isWanted(kind))
      .map(({ message_id }) => message_id)
  return {
    events: ids((kind) => kind !== HEARTBEAT),
    lateHeartbeats: ids((kind) => kind === HEARTBEAT),
    heartbeats: (minutes as { heartbeats: number }[])[0]?.heartbeats ?? 0,
    intake: (intake as Tables['intake'][])[0] ?? { received: 0, stored: 0, folded: 0, balanced: false },
  }
}

interface Logged {
  readonly events: ReadonlySet<string>
  readonly heartbeats: ReadonlySet<string>
  /** With those sent twice. */
  readonly received: number
}

/** Of a data folder nobody has open. */
export async function readLogged(dataDir: string): Promise<Logged> {
  const log = await openEmbeddedLog({ dir: join(dataDir, 'log'), clock: Date.now })
  const [events, heartbeats] = [new Set<string>(), new Set<string>()]
  let received = 0
  for (let partition = 0; partition < log.partitions; partition++) {
    for (const { bytes } of await log.read(partition, 0, { records: 1e9, bytes: 1e9 })) {
      for (const { kind, messageId } of decodeBatch(bytes).events) {
        received++
        ;(kind === HEARTBEAT ? heartbeats : events).add(messageId)
      }
    }
  }
  await log.close()
  return { events, heartbeats, received }
}

/** What is wrong; empty when every acknowledged event counts once, every other at most once, and the sum holds. */
export function audit(client: Pick<Client, 'acknowledged' | 'sent'>, tables: Tables, logged: Logged): string[] {
  const wrong: string[] = []
  const stored = new Set(tables.events)
  const say = (what: string, ids: readonly string[]) => {
    if (ids.length > 0) wrong.push(`${ids.length} ${what}: ${ids.slice(0, 5).join(', ')}`)
  }
  const isLogged = (id: string) => logged.events.has(id) || logged.heartbeats.has(id)
  const twice = tables.events.filter((id, i, all) => all.indexOf(id) !== i)
  say(
    'acknowledged events are not in the log',
    [...client.acknowledged].filter((id) => !isLogged(id)),
  )
  say(
    'logged events are not in the tables',
    [...logged.events].filter((id) => !stored.has(id)),
  )
  say(
    'events of the tables are not in the log',
    [...stored].filter((id) => !logged.events.has(id)),
  )
  say('events stand twice in the tables', tables.events.length === stored.size ? [] : twice)
  say(
    'events nobody sent',
    [...stored].filter((id) => !client.sent.has(id)),
  )
  const { intake, heartbeats } = tables
  const late = new Set(tables.lateHeartbeats)
  say('heartbeats stand twice in the tables', tables.lateHeartbeats.length === late.size ? [] : tables.lateHeartbeats)
  say(
    'heartbeats of the tables are not in the log',
    [...late].filter((id) => !logged.heartbeats.has(id)),
  )
  if (heartbeats + late.size !== logged.heartbeats.size)
    wrong.push(`${heartbeats} heartbeats folded and ${late.size} stored for ${logged.heartbeats.size} logged`)
  if (intake.received !== logged.received) wrong.push(`${intake.received} received for ${logged.received} logged`)
  if (intake.stored !== logged.events.size + late.size || intake.folded !== heartbeats || !intake.balanced)
    wrong.push(`the books do not balance: ${JSON.stringify(intake)}`)
  return wrong
}
