// Which shows a frame has to look at: those with open windows, news, or a host on air.
import type { Show } from '../state/show.ts'
import type { State } from '../state/state.ts'

export function keepActive(state: State, show: Show): void {
  if (!state.active.has(show.id)) state.active.set(show.id, show)
}

export function dropIfQuiet(state: State, show: Show): void {
  const windows = show.seconds.size + show.minutes.length + show.closedSeconds.length + show.closedMinutes.length
  if (windows === 0 && !show.unframed && !isLive(show)) state.active.delete(show.id)
}

export function isLive(show: Show): boolean {
  return show.declared !== null && show.declared.startedAt_ms !== null && show.declared.endedAt_ms === null
}
