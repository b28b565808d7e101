// One run of an owner's process in the virtual world. Every await of the owner is on an act of its life, and life can end
// at any of them: before the effect, or after it and before anyone hears of it.
import type { EventLog } from '../../../log/contract.ts'
import type { Pace } from '../pace.ts'
import type { World } from './world.fixture.ts'

export interface Life {
  readonly pace: Pace
  readonly isOver: boolean
  /** The effect after a while, its result after another. Where life ends between, nobody hears the result. */
  act<T>(effect: () => T | Promise<T>): Promise<T>
  /** From now on nothing of this life happens any more. */
  end(): void
}

export interface LifeOptions {
  /** Longest half of an act. */
  readonly act_ms: number
  /** Ends by itself at this act; Infinity: never. */
  readonly endsAtAct: number
  readonly onEnd: () => void
}

export function startLife(world: World, { act_ms, endsAtAct, onEnd }: LifeOptions): Life {
  let isOver = false
  let acts = 0
  const end = () => {
    if (isOver) return
    isOver = true
    onEnd()
  }
  /** One moment of this life; its own end may be this very moment. */
  const live = (in_ms: number, happen: () => void) =>
    world.at(in_ms, () => {
      if (isOver) return
      if (++acts >= endsAtAct) return end()
      happen()
    })
  const pause_ms = () => world.random.between(0, act_ms)
  return {
    get isOver() {
      return isOver
    },
    end,
    act: <T>(effect: () => T | Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        live(pause_ms(), () => {
          const result = new Promise<T>((done) => done(effect()))
          // Heard of later, or never.
          result.catch(() => {})
          live(pause_ms(), () => result.then(resolve, reject))
        })
      }),
    pace: {
      now: world.now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve()
          signal?.addEventListener('abort', () => resolve(), { once: true })
          live(ms, resolve)
        }),
      breathe: () => new Promise((resolve) => live(0, resolve)),
    },
  }
}

/** The log as one life sees it. waitFor comes back without news: its timeout allows that. */
export function logOf(life: Life, log: EventLog): EventLog {
  return {
    logId: log.logId,
    partitions: log.partitions,
    appendsWhole: log.appendsWhole,
    append: (...args) => life.act(() => log.append(...args)),
    read: (...args) => life.act(() => log.read(...args)),
    endOffsets: () => life.act(() => log.endOffsets()),
    startOffsets: () => life.act(() => log.startOffsets()),
    trim: (...args) => life.act(() => log.trim(...args)),
    waitFor: (_partition, _offset, timeout_ms) => life.pace.sleep(timeout_ms / 4),
    close: async () => {},
  }
}
