// One simulated world from a seed: traffic, owners that die anywhere, a store that fails anywhere, a laggard that owns
// the same partitions, torn checkpoints, a clock that jumps. In the end the tables must be those of one undisturbed run.
import { OffsetGoneError } from '../../../log/contract.ts'
import { createMemoryLog } from '../../../log/memory.ts'
import type { RowBatch, Store } from '../../../store/contract.ts'
import type { ProcessorSettings } from '../../contract.ts'
import { createMemoryCheckpoints } from '../checkpoints.ts'
import type { OwnerLimits } from '../limits.ts'
import { startOwner } from '../owner.ts'
import type { Owner } from '../owner.ts'
import type { CreateProcessor, RestoreProcessor } from '../recovery.ts'
import { createCheckpointSlots } from '../checkpoint-slots.ts'
import { createMemoryTables } from '../checkpoint-tables.fixture.ts'
import { checkpointRowsOf, drawFaults, insertWithFaults, tearNewest, tearNewestRows } from './faults.fixture.ts'
import type { Faults } from './faults.fixture.ts'
import { logOf, startLife } from './life.fixture.ts'
import type { Life } from './life.fixture.ts'
import { createRandom } from './random.fixture.ts'
import { createTables, differences } from './tables.fixture.ts'
import type { Tables } from './tables.fixture.ts'
import { createTraffic } from './traffic.fixture.ts'
import { keepAll, unbalanced, undisturbed } from './truth.fixture.ts'
import { createWorld } from './world.fixture.ts'
import type { World } from './world.fixture.ts'

export interface Parts {
  readonly createProcessor: CreateProcessor
  readonly restoreProcessor: RestoreProcessor
  readonly settings: ProcessorSettings
}

/** What a negative control puts in place of a right part. */
export interface Control {
  processor?(parts: Parts, around: { readonly world: World; readonly files: Map<string, Uint8Array> }): Parts
  tables?(tables: Tables): Tables
  insert?(insert: Store['insert']): Store['insert']
}

export interface SimulationOptions {
  readonly parts: Parts
  readonly control?: Control
  /** Drawn from the seed when left out. */
  readonly faults?: Faults
}

export interface Outcome {
  readonly seed: number
  /** Empty when all is right. */
  readonly wrong: readonly string[]
  readonly turns: number
  readonly deaths: number
  readonly records: number
}

/** 2026-01-05T10:00:00Z */
const START_MS = Date.UTC(2026, 0, 5, 10)
const PARTITIONS = 2
/** A world that has not come to rest by then never will. */
const TURNS_MAX = 60_000
/** A state is a few of these. */
const CHUNK_CHARS = 1_500
/** For what was sent last to be read, and for strays to land. */
const LAGGARD_ACTS_MAX = 400
const SETTLE_MS = 15_000
const STRAYS_MS = 30_000

/** A real owner's intervals, stretched so that a show of two minutes has some dozens of each. */
const LIMITS: Partial<OwnerLimits> = {
  flushInterval_ms: 6_000,
  flushEvents: 12,
  backlogEvents: 8,
  aheadEvents: 30,
  checkpointInterval_ms: 20_000,
  checkpointRecords: 15,
  checkpointIdle_ms: 40_000,
  frameInterval_ms: 5_000,
  tickInterval_ms: 10_000,
  readRecords: 4,
  readWait_ms: 8_000,
  retryFirst_ms: 500,
  retryMost_ms: 8_000,
  stop_ms: 3_600_000,
  trimInterval_ms: 10_000,
}

export async function runSimulation(
  seed: number,
  { parts, control = {}, ...given }: SimulationOptions,
): Promise<Outcome> {
  const random = createRandom(seed)
  const world = createWorld(random, START_MS)
  const length_ms = random.between(50_000, 150_000)
  const visitors = random.between(2, 5)
  const traffic = createTraffic(random, { partitions: PARTITIONS, start_ms: START_MS, length_ms, visitors })
  const drawn = drawFaults(random)
  const faults = given.faults ?? drawn
  let jump_ms = 0
  const clock = () => world.now() + jump_ms
  const { log, all } = keepAll(createMemoryLog({ partitions: PARTITIONS, clock, logId: `log-${seed}` }), () => calm)
  const files = new Map<string, Uint8Array>()
  const checkpoints = createMemoryCheckpoints(files)
  const rows = createMemoryTables()
  // A control that meddles with the checkpoints does so with files.
  const inRows = faults.rows && !control.processor
  const tables = control.tables?.(createTables()) ?? createTables()
  const around = { world, files }
  const lives = new Set<Life>()
  const laggards = new Set<Life>()
  const wrong: string[] = []
  let deaths = 0
  /** Faults have ended. */
  let calm = false

  for (const { at_ms, records } of traffic.appends) world.at(at_ms - START_MS, () => void log.append(records))
  for (let i = 0; i < faults.jumps; i++)
    world.at(random.between(0, length_ms), () => void (jump_ms += random.between(-90_000, 90_000)))

  /** Acts until it dies. A laggard always does: one that gets to the end puts right whatever it wrote before. */
  const lengthOf = (name: 'owner' | 'laggard') => {
    if (name === 'laggard') return random.between(1, Math.min(faults.lifeActs, LAGGARD_ACTS_MAX))
    return calm || faults.lifeActs === Infinity ? Infinity : random.between(1, faults.lifeActs)
  }
  function live(name: 'owner' | 'laggard'): Promise<Owner> {
    const life = startLife(world, {
      act_ms: name === 'laggard' ? random.pick([500, 3_000, 9_000]) : random.pick([50, 800]),
      endsAtAct: lengthOf(name),
      onEnd() {
        lives.delete(life)
        if (calm) return
        deaths++
        if (faults.tears && random.chance(0.4)) {
          if (inRows) tearNewestRows(rows, random)
          else tearNewest(files, random)
        }
        world.at(random.between(0, 10_000), () => start(name))
      },
    })
    if (name === 'laggard') laggards.add(life)
    lives.add(life)
    const insert: Store['insert'] = (rows: RowBatch) =>
      insertWithFaults(rows, tables, life, world, calm ? { ...faults, store: 0 } : faults)
    const starting = startOwner({
      ...(control.processor?.(parts, around) ?? parts),
      log: logOf(life, log),
      checkpoints: inRows
        ? createCheckpointSlots({ tables: checkpointRowsOf(life, rows), chunk_chars: CHUNK_CHARS, report: () => {} })
        : {
            load: (...args) => life.act(() => checkpoints.load(...args)),
            save: (...args) => life.act(() => checkpoints.save(...args)),
          },
      store: { insert: control.insert?.(insert) ?? insert },
      feed: { publish: () => {} },
      clock,
      pace: life.pace,
      limits: { ...LIMITS, keep_ms: faults.trims ? 20_000 : Infinity, keep_bytes: Infinity },
      report: () => {},
    })
    const fail = (error: Error) => {
      if (life.isOver) return
      // With two owners, one may find that the other trimmed what it has not read: it starts again from a checkpoint.
      const isOvertaken = error instanceof OffsetGoneError && faults.laggard
      if (!isOvertaken) wrong.push(`${name} failed: ${explain(error)}`)
      life.end()
    }
    starting.then((owner) => owner.failed.then(fail), fail)
    return starting
  }
  /** What goes wrong in it is told by `wrong`. */
  const start = (name: 'owner' | 'laggard') => {
    if (!calm) live(name).catch(() => {})
  }
  const turnUntil = async (isDone: () => boolean) => {
    while (!isDone() && wrong.length === 0 && world.turns < TURNS_MAX && (await world.turn()));
  }

  const first = live('owner')
  first.catch(() => {})
  if (faults.laggard) world.at(random.between(0, length_ms / 2), () => start('laggard'))
  await turnUntil(() => world.now() >= traffic.end_ms + SETTLE_MS)

  // The log ends and so do the faults. One more owner starts from what is there and finishes; a laggard is still at it
  // and writes what it holds, old by now, until it dies.
  calm = true
  if (faults.lastDeath) for (const life of lives) if (!laggards.has(life)) life.end()
  const expected = lazily(() => undisturbed(all, log.logId, parts))
  let finished = false
  const finish = async (owner: Owner) => {
    await owner.idle()
    wrong.push(...differences(tables, expected()).map((line) => `once idle, ${line}`))
    await owner.stop()
    finished = true
  }
  const last = faults.lastDeath ? live('owner') : first
  last.then(finish).catch((error: unknown) => wrong.push(String(error)))
  await turnUntil(() => finished && [...laggards].every(({ isOver }) => isOver))
  const settled_ms = world.now() + STRAYS_MS
  await turnUntil(() => world.now() >= settled_ms)
  if (!finished) wrong.push('the world does not come to rest')

  if (wrong.length === 0)
    wrong.push(...tables.contradictions.slice(0, 3), ...differences(tables, expected()), ...unbalanced(tables, traffic))
  return { seed, wrong, turns: world.turns, deaths, records: all.flat().length }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null
  return () => (made ??= { it: make() }).it
}

function explain(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
