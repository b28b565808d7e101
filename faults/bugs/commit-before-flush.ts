// Deliberate bug: rows count as stored when they were given away, so a checkpoint may say "all before here is stored" first.
import { setTimeout as delay } from 'node:timers/promises'
import { replace } from './replace.ts'
import { isCheckpoint, openChanged } from './store.ts'

/** Long beside what a slow machine takes to save a checkpoint, see it and kill; short beside how long the oracle waits. */
const LATE_MS = 5_000

replace('store/server.ts', import.meta.url)

export const openServerStore = openChanged((insert) => async (rows) => {
  if (isCheckpoint(rows)) return insert(rows)
  void delay(LATE_MS)
    .then(() => insert(rows))
    .catch(() => {})
})
