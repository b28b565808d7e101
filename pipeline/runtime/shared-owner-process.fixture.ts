// An owner's process for shared-owner.kafka.test.ts. Its store is the test: an insert is done when the test says so.
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import type { KafkaSettings } from '../../log/kafka/settings.ts'
import type { RowBatch } from '../../store/contract.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor, restoreProcessor } from '../processor.ts'
import { openCheckpointFiles } from './checkpoint-files.ts'
import { startSharedOwner } from './shared-owner.ts'

export interface OwnerStart {
  readonly kafka: KafkaSettings
  readonly checkpointsDir: string
  readonly session_ms: number
}
export type ToOwner = { readonly taken: number } | { readonly stop: true }
export type FromOwner =
  | { readonly kind: 'assigned'; readonly partitions: readonly number[] }
  | { readonly kind: 'insert'; readonly id: number; readonly rows: RowBatch }
  | { readonly kind: 'reported'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

const { kafka, checkpointsDir, session_ms } = JSON.parse(process.argv[2] ?? '{}') as OwnerStart
const say = (message: FromOwner) => process.send?.(message)
const inserting = new Map<number, () => void>()
let inserts = 0

const log = await openKafkaLog({ settings: kafka, report: () => {} })
const owner = await startSharedOwner({
  log,
  kafka,
  session_ms,
  store: {
    insert(rows) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const id = ++inserts
      inserting.set(id, resolve)
      // An owner writes the processor's tables alone.
      say({ kind: 'insert', id, rows: new Map([...(rows as RowBatch)].map(([table, some]) => [table, [...some]])) })
      return promise
    },
  },
  checkpoints: openCheckpointFiles({ dir: checkpointsDir }),
  feed: { publish: () => {} },
  clock: Date.now,
  settings: DEFAULT_SETTINGS,
  createProcessor,
  restoreProcessor,
  report: (message) => say({ kind: 'reported', message }),
  limits: {
    flushInterval_ms: 50,
    checkpointInterval_ms: 200,
    tickInterval_ms: 300,
    keep_ms: Infinity,
    keep_bytes: Infinity,
  },
  onAssigned: (partitions) => say({ kind: 'assigned', partitions }),
})
void owner.failed.then((error) => say({ kind: 'failed', message: String(error.stack) }))

process.on('message', async (message: ToOwner) => {
  if ('taken' in message) {
    inserting.get(message.taken)?.()
    inserting.delete(message.taken)
    return
  }
  await owner.stop()
  await log.close()
  process.disconnect()
})
