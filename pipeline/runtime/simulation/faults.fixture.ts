// What goes wrong in a world, and by what chance; and the deeds themselves.
import type { RowBatch } from '../../../store/contract.ts'
import { decodeCheckpoint } from '../checkpoints.ts'
import type { CheckpointTables, Marker } from '../checkpoint-slots.ts'
import type { MemoryTables } from '../checkpoint-tables.fixture.ts'
import type { Life } from './life.fixture.ts'
import type { Random } from './random.fixture.ts'
import { partsOf } from './tables.fixture.ts'
import type { Tables } from './tables.fixture.ts'
import type { World } from './world.fixture.ts'

export interface Faults {
  /** Chance that the store fails after each part of an insert: what was written stays. */
  readonly store: number
  /** Acts in the longest life of an owner; Infinity: none dies. */
  readonly lifeActs: number
  /** All owners die in the end, and one more finishes what they left. */
  readonly lastDeath: boolean
  /** A second, slow owner of the same partitions. */
  readonly laggard: boolean
  /** The log forgets early. */
  readonly trims: boolean
  /** A death may leave the newest checkpoint torn. */
  readonly tears: boolean
  /** A part of an insert may be written long after, even when its sender is dead. */
  readonly strays: boolean
  /** Checkpoints stand in tables, chunk by chunk and then a marker, and not in files. */
  readonly rows: boolean
  /** How often the log's clock jumps by up to 90 s, forward or back. */
  readonly jumps: number
}

export const NO_FAULTS: Faults = {
  store: 0,
  lifeActs: Infinity,
  lastDeath: false,
  laggard: false,
  trims: false,
  tears: false,
  strays: false,
  rows: false,
  jumps: 0,
}

export function drawFaults(random: Random): Faults {
  return {
    store: random.pick([0, 0.1, 0.4]),
    lifeActs: random.pick([Infinity, 60, 200, 600]),
    lastDeath: true,
    laggard: random.chance(0.7),
    trims: random.chance(0.4),
    tears: random.chance(0.6),
    strays: random.chance(0.5),
    rows: random.chance(0.5),
    jumps: random.between(0, 3),
  }
}

/** An insert into the tables as a life sees it: part by part, each of which may be the last. */
export async function insertWithFaults(
  rows: RowBatch,
  tables: Tables,
  life: Life,
  world: World,
  faults: Faults,
): Promise<void> {
  const { random } = world
  for (const { table, rows: some } of partsOf(rows)) {
    const write = () => tables.insert(table, some)
    if (faults.strays && random.chance(0.3))
      await new Promise<void>((resolve) => world.at(random.between(0, 20_000), () => resolve(write())))
    else await life.act(write)
    if (random.chance(faults.store)) await life.act(() => Promise.reject(new Error('the store failed')))
  }
}

/**
 * Cuts or spoils the newest checkpoint of each partition that has another whole one: with the log trimmed, losing both is
 * a loss no program makes good.
 */
export function tearNewest(files: Map<string, Uint8Array>, random: Random): void {
  const folders = Map.groupBy(files.keys(), (name) => name.slice(0, name.lastIndexOf('/')))
  for (const [folder, names] of folders) {
    const [logId = '', partition] = folder.split('/')
    const whole = names.filter((name) => {
      return 'checkpoint' in decodeCheckpoint(files.get(name) ?? new Uint8Array(), logId, Number(partition))
    })
    const offsetOf = (name: string) => Number(name.slice(folder.length + 1))
    const newest = whole.toSorted((a, b) => offsetOf(b) - offsetOf(a))[0]
    if (newest === undefined || whole.length < 2) continue
    const bytes = files.get(newest) ?? new Uint8Array()
    const at = random.between(0, bytes.length - 1)
    if (random.chance(0.5)) files.set(newest, bytes.slice(0, at))
    else files.set(newest, bytes.slice().fill((bytes[at] as number) ^ 0x40, at, at + 1))
  }
}

/** The tables of checkpoints as a life sees them: row by row, each of which may be the last. */
export function checkpointRowsOf(life: Life, tables: CheckpointTables): CheckpointTables {
  return {
    markers: (...args) => life.act(() => tables.markers(...args)),
    chunks: (...args) => life.act(() => tables.chunks(...args)),
    countChunks: (...args) => life.act(() => tables.countChunks(...args)),
    writeMarker: (...args) => life.act(() => tables.writeMarker(...args)),
    async writeChunks(place, from, chunks) {
      for (const [i, chunk] of chunks.entries()) await life.act(() => tables.writeChunks(place, from + i, [chunk]))
    },
  }
}

/** No character of base64. */
const SPOILT = '!'

/**
 * Loses or spoils a chunk of the newest checkpoint of each partition whose newest two are whole: the log may be trimmed
 * to the second, and losing both is a loss no program makes good. An older one does not help then.
 */
export function tearNewestRows({ markerRows, chunkRows }: MemoryTables, random: Random): void {
  const partitions = Map.groupBy(markerRows.keys(), (key) => key.slice(0, key.lastIndexOf('/')))
  for (const [partition, keys] of partitions) {
    const chunkKey = (slot: number, chunk: number) => `${partition}/${slot}/${chunk}`
    const isWhole = ({ slot, chunks, version }: Marker) =>
      Array.from({ length: chunks }).every((_, chunk) => {
        const row = chunkRows.get(chunkKey(slot, chunk))
        return row?.version === version && !row.data.startsWith(SPOILT)
      })
    const [newest, second] = keys
      .map((key) => markerRows.get(key))
      .filter((marker) => marker !== undefined)
      .filter(({ chunks }) => chunks > 0)
      .toSorted((a, b) => b.offset - a.offset)
    if (!newest || !second || !isWhole(newest) || !isWhole(second)) continue
    const key = chunkKey(newest.slot, random.between(0, newest.chunks - 1))
    const row = chunkRows.get(key)
    if (!row || random.chance(0.5)) chunkRows.delete(key)
    else chunkRows.set(key, { ...row, data: SPOILT + row.data.slice(1) })
  }
}
