// Checkpoints in ClickHouse: the tables of sql/migrations/0004_checkpoints.sql, written and read through the store.
import type { Store } from '../../store/contract.ts'
import { createCheckpointSlots } from './checkpoint-slots.ts'
import type { CheckpointTables, Place } from './checkpoint-slots.ts'
import type { Checkpoints } from './checkpoints.ts'

/** The tables are there after the migrations. */
export function openCheckpointTables(
  store: Pick<Store, 'insert' | 'query'>,
  report: (message: string) => void = console.error,
): Checkpoints {
  return createCheckpointSlots({ tables: tablesOf(store), report })
}

interface MarkerRow {
  readonly slot: number
  readonly offset: number
  readonly chunks: number
  readonly checksum: string
  /** Over 2^53. */
  readonly version: string
}

function tablesOf(store: Pick<Store, 'insert' | 'query'>): CheckpointTables {
  const chunksOf = <T>(place: Place, what: string, more: string, params: Readonly<Record<string, number>> = {}) =>
    store.query<T>(
      `SELECT ${what} FROM checkpoint_chunks FINAL WHERE log_id = {logId:String} AND partition = {partition:UInt16}
         AND slot = {slot:UInt8} AND version = {version:UInt64} ${more}`,
      { params: { ...place, version: String(place.version), ...params } },
    )
  return {
    async markers(logId, partition) {
      const rows = await store.query<MarkerRow>(
        `SELECT slot, \`offset\`, chunks, checksum, toString(version) AS version FROM checkpoint_markers FINAL
         WHERE log_id = {logId:String} AND partition = {partition:UInt16}`,
        { params: { logId, partition } },
      )
      return rows.map((row) => ({ ...row, version: BigInt(row.version) }))
    },
    writeMarker: (logId, partition, marker) =>
      store.insert(new Map([['checkpoint_markers', [{ log_id: logId, partition, ...marker }]]])),
    async chunks(place, from, to) {
      const more = 'AND chunk >= {from:UInt32} AND chunk < {to:UInt32} ORDER BY chunk'
      return (await chunksOf<{ data: string }>(place, 'data', more, { from, to })).map(({ data }) => data)
    },
    async countChunks(place) {
      return (await chunksOf<{ n: number }>(place, 'count() AS n', ''))[0]?.n ?? 0
    },
    writeChunks({ logId, partition, slot, version }, from, chunks) {
      const rows = chunks.map((data, i) => ({ log_id: logId, partition, slot, chunk: from + i, data, version }))
      return store.insert(new Map([['checkpoint_chunks', rows]]))
    },
  }
}
