// What a scenario is, how one is run, and what comes out of it.
import { setTimeout as delay } from 'node:timers/promises'
import type { TestKafka } from '../testing/kafka/broker.ts'
import { createRandom, type Random } from '../pipeline/runtime/simulation/random.fixture.ts'
import { audit } from './oracle/oracle.ts'
import { openEmbeddedWorld, type DiskShape, type EmbeddedWorld } from './world/embedded.ts'
import type { Glass } from './world/glass.ts'
import { acceptedEvents } from './world/ledger.ts'
import type { Parts } from './world/parts.ts'
import { openWorld, type MemberShape, type World } from './world/world.ts'

interface Plan {
  readonly name: string
  /** In words: what is broken. */
  readonly breaks: string
  readonly seed: number
  /** After a fault is over, or a process was killed, every page is right again within this. */
  readonly glass_s: number
  /** Some events reach the processor when their minutes have closed. */
  readonly late?: boolean
  /** Share of batches that arrive twice, where it is not the audience's own. */
  readonly twice?: number
  /** It mounts a disk it can fill. */
  readonly smallDisk?: boolean
}

/** Of several processes, Kafka and ClickHouse. */
export interface ClusterScenario extends Plan {
  readonly members: readonly MemberShape[]
  /** Viewers and pages reach them through proxies, the stage's fronts. */
  readonly fronted?: boolean
  /** Breaks things, and calls stage.right() after each fault. */
  run(stage: ClusterStage): Promise<void>
}

/** Of one process that has log and tables in its data folder. */
export interface EmbeddedScenario extends Plan {
  /** Of the data folder. */
  readonly disk: DiskShape
  run(stage: EmbeddedStage): Promise<void>
}

export type Scenario = ClusterScenario | EmbeddedScenario

/** Whether it breaks brokers, or what stands on them. */
export const needsKafka = (scenario: Scenario): scenario is ClusterScenario => 'members' in scenario

export type ClusterStage = World & Direction
export type EmbeddedStage = EmbeddedWorld & Direction

export interface Direction {
  readonly random: Random
  /** Adds to the count of kills, for what is no member. */
  killed(count?: number): void
  /**
   * Waits until all that was accepted is on every page, as told after the call; how long that took, from `since_ms` or now on,
   * counts as a recovery.
   */
  right(since_ms?: number): Promise<void>
  /** Waits until the tables are as the ledger. */
  stored(): Promise<void>
  pause(least_ms: number, most_ms: number): Promise<void>
}

export interface Outcome {
  readonly name: string
  readonly seed: number
  readonly kills: number
  readonly accepted: number
  /** How long the pages took to be right again, each time. */
  readonly recoveries_s: readonly number[]
  readonly glass_s: number
  readonly took_s: number
  /** What is wrong; [] when everything held. */
  readonly wrong: readonly string[]
}

const PATIENCE_MS = 150_000
const POLL_MS = 100
const SAID_CHARS = 1_500

export interface RunOptions {
  /** Asked for where a scenario needs it. */
  readonly kafka: () => Promise<TestKafka>
  readonly seed?: number
  readonly viewers?: number
  /** Nothing is waited for longer than this once it runs: what is not right by then is not. */
  readonly patience_ms?: number
}

/** Runs a scenario to its end, whatever happens in it. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Outcome> {
  const { viewers = 24 } = options
  const random = createRandom(options.seed ?? scenario.seed)
  const begun = { at_ms: performance.now(), random }
  const shape = { random, viewers, twice: scenario.twice }
  if (!needsKafka(scenario)) {
    const world = await openEmbeddedWorld({ ...shape, disk: scenario.disk })
    return play(scenario, world, (direction) => scenario.run({ ...world, ...direction }), begun, options)
  }
  const { members, fronted } = scenario
  const world = await openWorld({ ...shape, kafka: await options.kafka(), members, fronted })
  return play(scenario, world, (direction) => scenario.run({ ...world, ...direction }), begun, options)
}

async function play(
  scenario: Scenario,
  world: Parts,
  run: (direction: Direction) => Promise<void>,
  { at_ms, random }: { readonly at_ms: number; readonly random: Random },
  { seed = scenario.seed, patience_ms = PATIENCE_MS }: RunOptions,
): Promise<Outcome> {
  const { audience } = world
  const recoveries_s: number[] = []
  const wrong: string[] = []
  const tellWords = () => {
    for (const { name, said } of world.members) wrong.push(`${name} said: …${said().slice(-SAID_CHARS)}`)
  }
  let kills = 0
  const glassRight = (within_ms: number) => {
    const since_ms = performance.now()
    const wrong = (glass: Glass) => glass.wrong({ ledger: audience.ledger, viewers: audience.viewers, since_ms })
    return until('the glass', async () => world.glasses.flatMap(wrong), within_ms)
  }
  const tablesWrong = () => world.look((tables) => audit(tables, audience.ledger, { inTime: !scenario.late }))
  const stored = () => until('the tables', () => tablesWrong().catch((error: unknown) => [String(error)]), patience_ms)
  const direction: Direction = {
    random,
    killed: (count = 1) => void (kills += count),
    async right(since_ms = performance.now()) {
      await audience.hush()
      const quietAfter_s = (performance.now() - since_ms) / 1000
      const last = await glassRight(patience_ms)
      const took_s = (performance.now() - since_ms) / 1000
      recoveries_s.push(took_s)
      if (took_s > scenario.glass_s) {
        const when = `recovery ${recoveries_s.length}: the glass was right after ${took_s.toFixed(1)} s, not ${scenario.glass_s}`
        wrong.push(
          `${when}; all was answered after ${quietAfter_s.toFixed(1)} s; wrong to the last: ${last.join('; ')}`,
        )
        tellWords()
      }
      audience.resume()
    },
    stored: () => audience.silence(async () => void (await stored())),
    pause: (least_ms, most_ms) => delay(random.between(least_ms, most_ms)),
  }
  try {
    await audience.hush()
    await glassRight(PATIENCE_MS)
    audience.resume()
    await run(direction)
    await audience.end()
    await stored()
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error))
    tellWords()
  }
  kills += world.members.reduce((sum, member) => sum + member.kills, 0)
  await world.close()
  return {
    name: scenario.name,
    seed,
    kills,
    accepted: acceptedEvents(audience.ledger),
    recoveries_s,
    glass_s: scenario.glass_s,
    took_s: (performance.now() - at_ms) / 1000,
    wrong,
  }
}

/** Asks until nothing is wrong, and answers what was wrong before; rejects with what still is when patience is over. */
async function until(what: string, ask: () => Promise<readonly string[]>, patience_ms: number) {
  const until_ms = performance.now() + patience_ms
  let before: readonly string[] = []
  for (;;) {
    const wrong = await ask()
    if (wrong.length === 0) return before
    before = wrong
    if (performance.now() > until_ms) throw new Error(`${what}: ${wrong.join('; ')}`)
    await delay(POLL_MS)
  }
}
