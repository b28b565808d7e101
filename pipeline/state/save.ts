// The state as bytes, and back. One state packs to the same bytes wherever its log was read from.
import { Packr } from 'msgpackr'
import { compact } from './queue.ts'
import type { State } from './state.ts'

/** Format of the saved state; another is refused, and the log is read from its start instead. */
const SAVED_VERSION = 1

// structuredClone keeps references, of which the state is full: a session knows its visitor and its show.
const packr = new Packr({ structuredClone: true, useRecords: true })

export function saveState(state: State): Uint8Array {
  compact(state.newcomers)
  compact(state.known)
  compact(state.dirty.beatingSessions)
  compact(state.dirty.beatingMinutes)
  return packr.pack({ saved: SAVED_VERSION, state })
}

/** Throws when the bytes are of another version, log or partition. */
export function loadState(bytes: Uint8Array, logId: string, partition: number): State {
  const { saved, state } = packr.unpack(bytes) as { saved: number; state: State }
  if (saved !== SAVED_VERSION) throw new Error(`saved state has version ${saved}, not ${SAVED_VERSION}`)
  if (state.logId !== logId || state.partition !== partition) {
    throw new Error(`saved state is of log ${state.logId}, partition ${state.partition}; not ${logId}, ${partition}`)
  }
  return state
}
