// Deliberate bug: rows carry no version, so of a key whatever was written last counts.
import type { RowBatch } from '../../store/contract.ts'
import { replace } from './replace.ts'
import { isCheckpoint, openChanged } from './store.ts'

replace('store/server.ts', import.meta.url)

export const openServerStore = openChanged((insert) => (rows) => {
  if (isCheckpoint(rows)) return insert(rows)
  const without = [...(rows as RowBatch)].map(
    ([table, all]) => [table, [...all].map((row) => ({ ...row, version: 0 }))] as const,
  )
  return insert(new Map(without) as Parameters<typeof insert>[0])
})
