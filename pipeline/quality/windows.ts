// Quality windows: one a show, screen class, connection and minute.
import { CONNECTIONS, SCREENS, type Connection, type Screen } from '../../events/contract.ts'
import { STARTUP_BUCKETS_MS } from '../contract.ts'
import { openMinute } from '../shows/windows.ts'
import type { QualityMinute, Show, ShowMinute } from '../state/show.ts'
import type { State } from '../state/state.ts'

/** Screens times connections. */
export const QUALITY_GROUPS = SCREENS.length * CONNECTIONS.length

/** The window of a group (see audience/reports.ts groupOf) in an open minute. The caller changes it. */
export function changeQuality(state: State, show: Show, minute: number, group: number): QualityMinute {
  const of = openMinute(state, show, minute)
  const window = of.quality[group] ?? open(of, group)
  if (!window.dirty) {
    window.dirty = true
    state.dirty.quality.push(window)
  }
  return window
}

export function screenOf(group: number): Screen {
  return SCREENS[Math.floor(group / CONNECTIONS.length)] ?? 'unknown'
}

export function connectionOf(group: number): Connection {
  return CONNECTIONS[group % CONNECTIONS.length] ?? 'unknown'
}

function open(of: ShowMinute, group: number): QualityMinute {
  while (of.quality.length < QUALITY_GROUPS) of.quality.push(null)
  const window: QualityMinute = {
    of,
    group,
    attempts: 0,
    starts: 0,
    failures: 0,
    startupSum_ms: 0,
    startupBuckets: new Array<number>(STARTUP_BUCKETS_MS.length + 1).fill(0),
    played_ms: 0,
    rebuffer_ms: 0,
    rebuffers: 0,
    bitrateSum_kbps: 0,
    bitrateCount: 0,
    latencySum_ms: 0,
    latencyCount: 0,
    droppedFrames: 0,
    dirty: false,
  }
  of.quality[group] = window
  return window
}
