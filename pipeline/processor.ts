// The processor of one partition: a pure function of its log. What a record does is the list in step(); what an event
// does is the list in applyEvent(); each entry is one concern, in the folder of its name.
import type { Event, LogBatch } from '../events/contract.ts'
import { AHEAD, lookAhead } from './audience/ahead.ts'
import { foldsHeartbeat } from './audience/beats.ts'
import { identify } from './audience/identify.ts'
import { applyPlayer } from './audience/player.ts'
import { fireTimeouts } from './audience/presence.ts'
import { applyVisit } from './audience/visits.ts'
import { forgetSilent } from './audience/visitors.ts'
import { applyCheckout, applyProduct } from './commerce/funnel.ts'
import { applyOrder } from './commerce/orders.ts'
import { rememberTouch } from './commerce/touches.ts'
import type { PartitionProcessor, ProcessorOptions, SteppedRecord } from './contract.ts'
import { withoutErased } from './erasure/erase.ts'
import { pushEvent } from './intake/events.ts'
import { countDuplicate, countFolded, countReceived, countStored, isRepeated } from './intake/intake.ts'
import { applyQuarantined } from './intake/quarantine.ts'
import { applyComment } from './interaction/comments.ts'
import { applyReaction, applyShare } from './interaction/reactions.ts'
import { roomOf, type Overflow, type Room } from './limits.ts'
import { applyQuality } from './quality/quality.ts'
import { takeFrame } from './shows/frames.ts'
import { applyHost, isHost } from './shows/host.ts'
import { endPlanned } from './shows/moments.ts'
import { closeWindows } from './shows/windows.ts'
import { takeRows } from './state/rows.ts'
import { loadState, saveState } from './state/save.ts'
import { newState, type State } from './state/state.ts'
import type { Step } from './state/step.ts'
import type { Session } from './state/visitor.ts'

/** A partition's processor, with the counters of the bounds it met. */
export interface Processor extends PartitionProcessor {
  readonly overflow: Readonly<Overflow>
}

/** A processor at the log's start. `less` of the room there is: to meet a bound sooner. */
export function createProcessor(options: ProcessorOptions, less: Partial<Room> = {}): Processor {
  const room = { ...roomOf(options.partitions ?? 1), ...less }
  return processorOf(newState(options.logId, options.partition, options.settings, room, options.scorer), options)
}

/**
 * The processor save() was called on. Its settings are the saved ones, so that what is replayed comes out the same.
 * Throws NewerStateError when a newer Cartbeat saved it, Error when the bytes are of another log or partition.
 */
export function restoreProcessor(bytes: Uint8Array, options: ProcessorOptions): Processor {
  return processorOf(loadState(bytes, options.logId, options.partition, options.scorer), options)
}

function processorOf(state: State, options: ProcessorOptions): Processor {
  return {
    partition: state.partition,
    get nextOffset() {
      return state.nextOffset
    },
    get time_ms() {
      return state.time_ms
    },
    get overflow() {
      return state.overflow
    },
    step: (record) => step(state, record),
    takeRows: (which = 'all') => takeRows(state, which),
    takeErasures: () => state.dirty.erasures.splice(0),
    takeFrame: () => takeFrame(state, options.partitions ?? 1),
    save: () => saveState(state),
  }
}

function step(state: State, record: SteppedRecord): void {
  if (record.offset < state.nextOffset) return
  if (record.offset > state.nextOffset) {
    throw new Error(`record ${record.offset} of partition ${state.partition} came where ${state.nextOffset} was due`)
  }
  state.nextOffset += 1
  moveTime(state, record.appendedAt_ms)
  if (isRepeated(state, record.batch)) return
  applyBatch(state, record.batch, record.offset)
}

/** Order matters: what falls due at a time is counted while its window is open. */
function moveTime(state: State, appendedAt_ms: number): void {
  if (appendedAt_ms <= state.time_ms) return
  state.time_ms = appendedAt_ms
  fireTimeouts(state)
  endPlanned(state)
  closeWindows(state)
  forgetSilent(state)
}

function applyBatch(state: State, batch: LogBatch, offset: number): void {
  countReceived(state, batch)
  batch.quarantined.forEach((event, index) => applyQuarantined(state, event, offset, index))
  let ahead: readonly (Session | null)[] = []
  batch.events.forEach((sent, index) => {
    if (index % AHEAD === 0) ahead = lookAhead(state, batch.events, index)
    if (isHost(sent)) return applyHost(state, sent, offset, index)
    const event = withoutErased(state, sent)
    const step = identify(state, event, offset, index, ahead[index % AHEAD] ?? null)
    if (step === null) return countDuplicate(state, event.source)
    applyEvent(step, event)
    keepEvent(step)
  })
}

function applyEvent(step: Step, event: Event): void {
  applyVisit(step)
  rememberTouch(step)
  switch (event.kind) {
    case 'player.starting':
    case 'player.playing':
    case 'player.paused':
    case 'player.rebuffer_started':
    case 'player.rebuffer_ended':
    case 'player.seek_started':
    case 'player.seek_ended':
    case 'player.quality_changed':
    case 'player.heartbeat':
    case 'player.failed':
    case 'player.ended':
    case 'player.exited':
      applyPlayer(step, event)
      return applyQuality(step, event)
    case 'chat.posted':
      return applyComment(step, event)
    case 'reaction.sent':
      return applyReaction(step, event)
    case 'share.sent':
      return applyShare(step)
    case 'product.seen':
    case 'product.viewed':
    case 'product.clicked':
    case 'product.added':
    case 'product.removed':
      return applyProduct(step, event)
    case 'checkout.started':
      return applyCheckout(step, event)
    case 'order.completed':
      return applyOrder(step, event)
  }
}

/** Every event ends in exactly one of the two: a row of its own, or its session's minute. */
function keepEvent(step: Step): void {
  const { state, event, session } = step
  if (foldsHeartbeat(step) && !state.settings.keepHeartbeats) return countFolded(state, event.source)
  if (session === null && step.show === null) state.overflow.untracked += 1
  pushEvent(state, event, session?.id ?? event.sessionId ?? '', step)
  countStored(state, event.source, step.late)
}
