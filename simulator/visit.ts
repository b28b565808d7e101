// One tab's visit while it is played: an agenda of what comes next, and what has been said so far.
import type { Bodies, EventKind } from '../events/contract.ts'
import type { Flaw, Happening, Visit } from './happening.ts'
import { createHeap } from './heap.ts'
import { identifier, type Random } from './random.ts'

/** How a visit ends for its queue: sent on the way out, lost with the tab, or kept until the browser comes back. */
export type Ending =
  | { readonly how: 'sent' | 'lost'; readonly at_ms: number }
  | { readonly how: 'kept'; readonly at_ms: number; readonly until_ms: number }

export interface OpenVisit extends Visit {
  readonly random: Random
  latency_ms: number | null
  /** Does `act` at the time, unless the visit is over by then. */
  at(at_ms: number, act: (at_ms: number) => void): void
  say<K extends EventKind>(kind: K, at_ms: number, body: Bodies[K], flaw?: Flaw): void
  /** The page stands still from now on and its network is gone; both come back at the time. */
  freeze(at_ms: number, until_ms: number, awake: (at_ms: number) => void): void
  /** Nothing happens any more. */
  end(ending: Ending): void
}

/** Plays a visit to its end: `begin` puts the first things on the agenda. */
export function* playVisit(
  visit: Visit,
  random: Random,
  begin: (open: OpenVisit) => void,
): Generator<Happening, Ending, void> {
  const agenda = createHeap<(at_ms: number) => void>()
  const said: Happening[] = []
  let seq = 0
  let now_ms = 0
  let ending: Ending | null = null
  const frozen = { from_ms: Infinity, until_ms: -Infinity }

  const open: OpenVisit = {
    ...visit,
    random,
    latency_ms: null,
    at: (at_ms, act) => agenda.push(Math.max(at_ms, now_ms), act),
    say(kind, at_ms, body, flaw) {
      const offline = at_ms >= frozen.from_ms && at_ms < frozen.until_ms
      const happening = {
        kind,
        body,
        visit,
        messageId: `${visit.visitor.counts ? 'c' : 'ajs'}-${identifier(random, 22)}`,
        seq: visit.visitor.counts && !flaw ? seq++ : null,
        at_ms,
        latency_ms: visit.visitor.counts ? open.latency_ms : null,
        notBefore_ms: offline ? frozen.until_ms : at_ms,
        flaw: flaw ?? null,
      }
      // Kind and body come as a pair: K is one kind wherever this is called.
      said.push(happening as Happening)
    },
    freeze(at_ms, until_ms, awake) {
      frozen.from_ms = at_ms
      frozen.until_ms = until_ms
      open.at(until_ms, awake)
    },
    end(how) {
      ending ??= how
    },
  }

  begin(open)
  yield* said.splice(0)
  while (!ending && agenda.size > 0) {
    now_ms = Math.max(now_ms, agenda.peek_ms())
    // What the page would have done while it stood still it does when it wakes.
    if (now_ms > frozen.from_ms + PAGE_LIVES_ON_MS && now_ms < frozen.until_ms) {
      const late = agenda.pop()
      if (late) agenda.push(frozen.until_ms, late)
      now_ms = frozen.from_ms + PAGE_LIVES_ON_MS
      continue
    }
    agenda.pop()?.(now_ms)
    yield* said.splice(0)
  }
  return ending ?? { how: 'sent', at_ms: now_ms }
}

/** A phone goes on for this long after it lost its network, until it is put away. */
export const PAGE_LIVES_ON_MS = 8_000
