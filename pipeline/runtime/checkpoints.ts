// Checkpoints: a partition's whole state and the offset it stands at. Written only after the rows up to that offset are
// acknowledged, so a recovery that starts here misses nothing. This file: the port, the format on disk, and the adapter
// in memory for tests; checkpoint-files.ts keeps them in a folder.
import { createHash } from 'node:crypto'

export interface Checkpoint {
  /** The state has stepped every record below it and none from it on. */
  readonly offset: number
  /** What PartitionProcessor.save() gave. */
  readonly state: Uint8Array
}

export interface Checkpoints {
  /**
   * The newest good one (below `below`, when given: for when the state of a good file cannot be read). null: none.
   * Torn and corrupt ones are passed over. Rejects with NewerCheckpointError where the newest is a newer Cartbeat's, and on
   * I/O errors: not being able to look is not "none".
   */
  load(logId: string, partition: number, below?: number): Promise<Checkpoint | null>
  /** Resolves when it is durable. The newest CHECKPOINTS_KEPT stay. */
  save(logId: string, partition: number, checkpoint: Checkpoint): Promise<Saved>
}

export interface Saved {
  /** Of those kept, the least offset a recovery may need to read the log from; 0 while there is no older one. */
  readonly keptFrom: number
}

/**
 * A newer Cartbeat saved it: going on from an older one would undo its work, and the next save would take its place.
 * Only a Cartbeat as new may drive the partition.
 */
export class NewerCheckpointError extends Error {
  override readonly name = 'NewerCheckpointError'
  constructor(partition: number, offset: number, what: string) {
    super(`partition ${partition}: the checkpoint at offset ${offset} was ${what}: upgrade this Cartbeat`)
  }
}

/** The newest, and the one before in case the newest turns out unreadable. */
export const CHECKPOINTS_KEPT = 2

// ---- the format: magic, version, header length, header (JSON), state, SHA-256 over all before it ----
// Magic, version, header and sum stand where they are in every version to come, so that an older Cartbeat can tell a newer
// checkpoint from a broken one.

const MAGIC = Buffer.from('CARTBEAT')
/** Of this file's layout. What the state holds has a version of its own, inside it. */
const FORMAT_VERSION = 1
const PREFIX_BYTES = MAGIC.length + 2 + 4
const SUM_BYTES = 32

interface Header {
  readonly logId: string
  readonly partition: number
  readonly offset: number
  readonly state_bytes: number
}

export function encodeCheckpoint(logId: string, partition: number, checkpoint: Checkpoint): Uint8Array {
  const facts: Header = { logId, partition, offset: checkpoint.offset, state_bytes: checkpoint.state.length }
  const header = Buffer.from(JSON.stringify(facts))
  const prefix = Buffer.alloc(PREFIX_BYTES)
  MAGIC.copy(prefix)
  prefix.writeUInt16BE(FORMAT_VERSION, MAGIC.length)
  prefix.writeUInt32BE(header.length, MAGIC.length + 2)
  const body = Buffer.concat([prefix, header, checkpoint.state])
  return Buffer.concat([body, sum(body)])
}

/** The checkpoint, or why these bytes are none of this partition's. Throws NewerCheckpointError. */
export function decodeCheckpoint(
  bytes: Uint8Array,
  logId: string,
  partition: number,
): { readonly checkpoint: Checkpoint } | { readonly bad: string } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.length < PREFIX_BYTES + SUM_BYTES) return { bad: `torn: ${file.length} bytes` }
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return { bad: 'not a checkpoint' }
  const version = file.readUInt16BE(MAGIC.length)
  const body = file.subarray(0, file.length - SUM_BYTES)
  if (!sum(body).equals(file.subarray(body.length))) return { bad: 'torn or corrupt: its checksum differs' }
  const stateAt = PREFIX_BYTES + file.readUInt32BE(MAGIC.length + 2)
  const header = JSON.parse(body.toString('utf8', PREFIX_BYTES, stateAt)) as Header
  if (header.logId !== logId || header.partition !== partition)
    return { bad: `of log ${header.logId}, partition ${header.partition}` }
  if (version > FORMAT_VERSION)
    throw new NewerCheckpointError(
      partition,
      header.offset,
      `saved by a newer Cartbeat (format ${version}, this one reads up to ${FORMAT_VERSION})`,
    )
  return { checkpoint: { offset: header.offset, state: body.subarray(stateAt) } }
}

function sum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** Offsets to keep of those there are, newest first, and what `save` answers. */
export function chooseKept(offsets: readonly number[]): { readonly kept: readonly number[]; readonly saved: Saved } {
  const kept = [...new Set(offsets)].toSorted((a, b) => b - a).slice(0, CHECKPOINTS_KEPT)
  return { kept, saved: { keptFrom: kept.length < CHECKPOINTS_KEPT ? 0 : (kept.at(-1) ?? 0) } }
}

/** In memory: nothing survives the process. `files` is open to tests that tear and corrupt them: "logId/partition/offset". */
export function createMemoryCheckpoints(files = new Map<string, Uint8Array>()): Checkpoints {
  const offsetsOf = (place: string) =>
    [...files.keys()].filter((key) => key.startsWith(place)).map((key) => Number(key.slice(place.length)))
  return {
    async load(logId, partition, below = Infinity) {
      const place = `${logId}/${partition}/`
      for (const offset of offsetsOf(place).toSorted((a, b) => b - a)) {
        if (offset >= below) continue
        const found = decodeCheckpoint(files.get(place + offset) ?? new Uint8Array(), logId, partition)
        if ('checkpoint' in found) return found.checkpoint
        files.delete(place + offset)
      }
      return null
    },
    async save(logId, partition, checkpoint) {
      const place = `${logId}/${partition}/`
      files.set(place + checkpoint.offset, encodeCheckpoint(logId, partition, checkpoint))
      const { kept, saved } = chooseKept(offsetsOf(place))
      for (const offset of offsetsOf(place)) if (!kept.includes(offset)) files.delete(place + offset)
      return saved
    },
  }
}
