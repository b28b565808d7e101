// The pipeline's thread: opens the log to read, the store to insert, and drives every partition. Speaks with
// pipeline-worker.ts in the main thread through two ports: frames on one, calls on the other.
import { join } from 'node:path'
import { workerData, type MessagePort } from 'node:worker_threads'
import { openEmbeddedLog } from '../../log/embedded.ts'
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import type { KafkaSettings } from '../../log/kafka/settings.ts'
import { liveSettingsOf } from '../../log/kafka/topics.ts'
import { eraseVisitor, type StoredErasure } from '../../store/erasure.ts'
import { openEmbeddedStore } from '../../store/embedded.ts'
import type { ServerOptions } from '../../store/server-options.ts'
import { openServerStore } from '../../store/server.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor, restoreProcessor } from '../processor.ts'
import { openCheckpointFiles } from './checkpoint-files.ts'
import { openCheckpointTables } from './checkpoint-tables.ts'
import { publishToLog } from './feed-topic.ts'
import { publishToPort } from './feed.ts'
import type { OwnerLimits } from './limits.ts'
import { NewerCheckpointError } from './checkpoints.ts'
import { startOwner } from './owner.ts'
import { RecoveryError } from './recovery.ts'
import { startSharedOwner } from './shared-owner.ts'
import { scaledClock, type ClockPlan } from './pace.ts'
import type { OwnerStats } from './stats.ts'

/** What the main thread gives the worker at its start. */
export interface WorkerStart {
  readonly dataDir: string
  readonly clockPlan: ClockPlan
  /** Where the record and the checkpoints are; null: in the data folder. */
  readonly server: ServerOptions | null
  /** null: the log is in the data folder. */
  readonly kafka: KafkaSettings | null
  readonly limits: Partial<OwnerLimits>
  readonly frames: MessagePort
  readonly calls: MessagePort
}

export type WorkerCall = { readonly id: number; readonly call: 'idle' | 'stop' | 'stats' }

/** `started` once, `failed` at most once, and an answer a call. */
export type WorkerMessage =
  | { readonly kind: 'started' }
  /** `isExpected`: an operator can mend it, and the message says how. */
  | { readonly kind: 'failed'; readonly message: string; readonly isExpected: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly stats: OwnerStats | null; readonly error: string | null }

const NEW_TOPIC = 'a new topic: CARTBEAT_KAFKA_TOPIC in every process, made by npm run topics'
/** Kafka forgets records by the topic's own retention. */
const BROKERS_KEEP = { keep_ms: Infinity, keep_bytes: Infinity }

const { dataDir, clockPlan, server, kafka, limits, frames, calls } = workerData as WorkerStart
const say = (message: WorkerMessage) => calls.postMessage(message)

try {
  await drive()
} catch (error) {
  const isExpected = error instanceof RecoveryError || error instanceof NewerCheckpointError
  const message = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error)
  say({ kind: 'failed', message, isExpected })
  calls.close()
  frames.close()
}

async function drive(): Promise<void> {
  const clock = scaledClock(clockPlan)
  const log = kafka
    ? await openKafkaLog({ settings: kafka })
    : await openEmbeddedLog({ dir: join(dataDir, 'log'), clock })
  const store = server === null ? await openEmbeddedStore({ dir: dataDir }) : openServerStore(server)
  const parts = {
    log,
    store,
    erase: (erasure: StoredErasure) => eraseVisitor(store, erasure, server?.cluster ?? null),
    // Beside the rows they go with: whoever puts back a copy of the one has the other.
    checkpoints:
      server === null ? openCheckpointFiles({ dir: join(dataDir, 'checkpoints') }) : openCheckpointTables(store),
    clock,
    settings: DEFAULT_SETTINGS,
    createProcessor,
    restoreProcessor,
    ...(kafka && { newLog: NEW_TOPIC }),
    limits: kafka ? { ...BROKERS_KEEP, ...limits } : limits,
  }
  // With log and record both elsewhere there may be other owners: the group says who has what, and frames go to every API.
  const live = kafka && server ? await openKafkaLog({ settings: liveSettingsOf(kafka) }) : null
  const owner =
    kafka && live
      ? await startSharedOwner({ ...parts, kafka, feed: publishToLog(live, console.error) })
      : await startOwner({ ...parts, feed: publishToPort(frames), logHasOwnTime: kafka !== null })
  owner.failed.then((error) => say({ kind: 'failed', message: error.message, isExpected: false }))

  async function answer(call: WorkerCall['call']): Promise<OwnerStats | null> {
    if (call === 'stats') return owner.stats()
    if (call === 'idle') await owner.idle()
    else {
      await owner.stop()
      await live?.close()
      await log.close()
      await store.close()
    }
    return null
  }

  calls.on('message', ({ id, call }: WorkerCall) => {
    const done = answer(call)
    done.then(
      (stats) => say({ kind: 'answer', id, stats, error: null }),
      (error: unknown) => say({ kind: 'answer', id, stats: null, error: String(error) }),
    )
  })
  say({ kind: 'started' })
}
