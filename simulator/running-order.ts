// What the host does and when: pins one product after another, puts offers, games, polls and a guest between, act after
// act. Every act is drawn anew from the seed, so that a show that runs for hours does not repeat itself.
import type { CatalogueEntry, MomentKind } from '../events/contract.ts'
import type { ShowScript } from './catalogue.ts'
import { between, chance, pick, type Random } from './random.ts'

/** A moment as planned; ends at `end_ms` (pins end when the next begins). */
export interface PlannedMoment {
  readonly momentId: string
  readonly kind: MomentKind
  readonly title: string
  readonly product: CatalogueEntry | null
  readonly price_minor: number | null
  readonly start_ms: number
  readonly end_ms: number
}

/** One act: a round of pins, with when viewers' connections are bad and when something draws new ones. */
export interface Act {
  readonly index: number
  readonly start_ms: number
  readonly end_ms: number
  /** By start. */
  readonly moments: readonly PlannedMoment[]
  /** The phones' network is bad in here. */
  readonly bad_ms: readonly [number, number]
  /** Someone with followers shares the show. */
  readonly pushes_ms: readonly number[]
}

export interface RunningOrder {
  act(index: number): Act
  actAt(at_ms: number): Act
  /** Running at the time, pins first. */
  running(at_ms: number): readonly PlannedMoment[]
  pinAt(at_ms: number): PlannedMoment | null
  offerAt(at_ms: number): PlannedMoment | null
}

export interface RunningOrderOptions {
  readonly script: ShowScript
  readonly start_ms: number
  readonly act_ms: number
}

/** A pin lasts about this long; an act has as many as fit. */
const PIN_MS = 150_000
/** Acts kept, for viewers who watch with latency or come back: older ones are forgotten. */
const ACTS_KEPT = 4

export function createRunningOrder(random: Random, options: RunningOrderOptions): RunningOrder {
  const acts = new Map<number, Act>()
  const { start_ms, act_ms } = options
  function act(index: number): Act {
    let found = acts.get(index)
    if (!found) {
      found = planAct(random.fork(index), options, index)
      acts.set(index, found)
      acts.delete(index - ACTS_KEPT)
    }
    return found
  }
  const actAt = (at_ms: number): Act => act(Math.max(0, Math.floor((at_ms - start_ms) / act_ms)))
  const running = (at_ms: number): readonly PlannedMoment[] =>
    actAt(at_ms).moments.filter((moment) => moment.start_ms <= at_ms && at_ms < moment.end_ms)
  return {
    act,
    actAt,
    running,
    pinAt: (at_ms) => running(at_ms).find((moment) => moment.kind === 'pin') ?? null,
    offerAt: (at_ms) => running(at_ms).find((moment) => moment.kind === 'offer') ?? null,
  }
}

function planAct(random: Random, { script, start_ms, act_ms }: RunningOrderOptions, index: number): Act {
  const from_ms = start_ms + index * act_ms
  const until_ms = from_ms + act_ms
  // The first pin comes soon: a show that starts has something to show.
  const first_ms = from_ms + (index === 0 ? 4_000 : 0)
  const pins = Math.max(1, Math.round((until_ms - first_ms) / PIN_MS))
  const each_ms = Math.floor((until_ms - first_ms) / pins)
  const moments: PlannedMoment[] = []
  const name = (kind: string): string => `${script.showId}-${kind}-${index + 1}-${moments.length + 1}`
  for (let i = 0; i < pins; i++) {
    const product = script.products[(index * pins + i) % script.products.length] ?? pick(random, script.products)
    const pinned_ms = first_ms + i * each_ms
    const end_ms = i === pins - 1 ? until_ms : pinned_ms + each_ms
    const pin: PlannedMoment = {
      momentId: name('pin'),
      kind: 'pin',
      title: product.title,
      product,
      price_minor: null,
      start_ms: pinned_ms,
      end_ms,
    }
    moments.push(pin)
    const between_ms = planBetween(random, script, pin, i, name)
    if (between_ms) moments.push(between_ms)
  }
  const bad = from_ms + Math.floor(act_ms * (0.4 + 0.2 * random.next()))
  return {
    index,
    start_ms: from_ms,
    end_ms: until_ms,
    moments,
    bad_ms: [bad, bad + Math.floor(act_ms * 0.15)],
    pushes_ms: [0.2, 0.7].map((part) => from_ms + Math.floor(act_ms * (part + 0.15 * random.next()))),
  }
}

/** What runs beside a pin: an offer on its product at every second pin, else a game, a poll or a guest. */
function planBetween(
  random: Random,
  script: ShowScript,
  pin: PlannedMoment,
  i: number,
  name: (kind: string) => string,
): PlannedMoment | null {
  const length_ms = pin.end_ms - pin.start_ms
  const start_ms = pin.start_ms + Math.floor(length_ms * (0.25 + 0.1 * random.next()))
  const end_ms = start_ms + Math.floor(length_ms * 0.5)
  if (i % 2 === 0 && pin.product?.price_minor) {
    const price_minor = Math.round((pin.product.price_minor * script.offerShare) / 10) * 10
    const title = `${Math.round((1 - script.offerShare) * 100)} % off`
    return { ...pin, momentId: name('offer'), kind: 'offer', title, price_minor, start_ms, end_ms }
  }
  if (chance(random, 0.15)) return null
  const kind = (['game', 'poll', 'guest'] as const)[between(random, 0, 2)] ?? 'game'
  const titles = { game: script.games, poll: script.polls, guest: script.guests }[kind]
  return { momentId: name(kind), kind, title: pick(random, titles), product: null, price_minor: null, start_ms, end_ms }
}
