// The tables of checkpoints in memory, with the meaning of ReplacingMergeTree(version) read with FINAL.
import type { CheckpointTables, Marker } from './checkpoint-slots.ts'

export interface MemoryTables extends CheckpointTables {
  readonly markerRows: Map<string, Marker>
  readonly chunkRows: Map<string, { readonly version: bigint; readonly data: string }>
}

export function createMemoryTables(): MemoryTables {
  const markerRows = new Map<string, Marker>()
  const chunkRows = new Map<string, { version: bigint; data: string }>()
  const put = <R extends { readonly version: bigint }>(rows: Map<string, R>, key: string, row: R) => {
    const before = rows.get(key)
    if (!before || row.version >= before.version) rows.set(key, row)
  }
  return {
    markerRows,
    chunkRows,
    async markers(logId, partition) {
      const place = `${logId}/${partition}/`
      return [...markerRows].filter(([key]) => key.startsWith(place)).map(([, marker]) => marker)
    },
    async writeMarker(logId, partition, marker) {
      put(markerRows, `${logId}/${partition}/${marker.slot}`, marker)
    },
    async chunks({ logId, partition, slot, version }, from, to) {
      const found: string[] = []
      for (let i = from; i < to; i++) {
        const row = chunkRows.get(`${logId}/${partition}/${slot}/${i}`)
        if (row?.version === version) found.push(row.data)
      }
      return found
    },
    async countChunks({ logId, partition, slot, version }) {
      const place = `${logId}/${partition}/${slot}/`
      return [...chunkRows].filter(([key, row]) => key.startsWith(place) && row.version === version).length
    },
    async writeChunks({ logId, partition, slot, version }, from, chunks) {
      for (const [i, data] of chunks.entries())
        put(chunkRows, `${logId}/${partition}/${slot}/${from + i}`, { version, data })
    },
  }
}
