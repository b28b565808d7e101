// Deliberate bug: rows count as stored when they were given away, so a checkpoint may say "all before here is stored" first.
import { setTimeout as delay } from 'node:timers/promises'
import { replace } from './replace.ts'
import { isCheckpoint, openChanged } from './store.ts'

const LATE_MS = 1_500

replace('store/server.ts', import.meta.url)

export const openServerStore = openChanged((insert) => async (rows) => {
  if (isCheckpoint(rows)) return insert(rows)
  void delay(LATE_MS)
    .then(() => insert(rows))
    .catch(() => {})
})
