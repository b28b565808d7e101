// Checkpoints in tables that keep, of the rows of one place, the one with the highest version. A checkpoint is chunks and
// then a marker; without its marker it is not there, and a marker whose chunks are not all there is passed over. Each
// partition has a few slots that are written over in turn, never one of the newest two, so nothing is ever deleted and a
// write that breaks off spoils no checkpoint a recovery may need.
//
// Another owner may have looked before one of these was there, and write over it: that spoils one at most, and only what was
// found whole a moment ago is counted on or spared. So of the two that are promised one is there, whatever such an owner does.
import { createHash } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { CHECKPOINTS_KEPT, chooseKept, decodeCheckpoint, encodeCheckpoint } from './checkpoints.ts'
import type { Checkpoints, Saved } from './checkpoints.ts'

export interface Marker {
  readonly slot: number
  readonly offset: number
  /** 0: what stands there was found to be bad. */
  readonly chunks: number
  /** SHA-256 of the chunks together, hex. */
  readonly checksum: string
  readonly version: bigint
}

/** Rows by place, the highest version counts. Every call rejects on errors of the store. */
export interface CheckpointTables {
  /** Of a partition, one a slot that has any. */
  markers(logId: string, partition: number): Promise<readonly Marker[]>
  writeMarker(logId: string, partition: number, marker: Marker): Promise<void>
  /** Chunks from..to-1 of a slot, those of this version alone, in order. */
  chunks(place: Place, from: number, to: number): Promise<readonly string[]>
  countChunks(place: Place): Promise<number>
  writeChunks(place: Place, from: number, chunks: readonly string[]): Promise<void>
}

export interface Place {
  readonly logId: string
  readonly partition: number
  readonly slot: number
  readonly version: bigint
}

export interface CheckpointSlotsOptions {
  readonly tables: CheckpointTables
  /** Characters of a chunk. */
  readonly chunk_chars?: number
  /** Told of every checkpoint passed over and why. */
  readonly report?: (message: string) => void
}

/** Those kept, and one to write. */
const SLOTS = CHECKPOINTS_KEPT + 1
const CHUNK_CHARS = 2 ** 20
/** Chunks read or written at once. */
const CHUNKS_AT_ONCE = 16

export function createCheckpointSlots(options: CheckpointSlotsOptions): Checkpoints {
  const { tables, chunk_chars = CHUNK_CHARS, report = console.error } = options

  async function read(place: Place, marker: Marker): Promise<Uint8Array | null> {
    const parts: string[] = []
    for (let from = 0; from < marker.chunks; from += CHUNKS_AT_ONCE)
      parts.push(...(await tables.chunks(place, from, Math.min(from + CHUNKS_AT_ONCE, marker.chunks))))
    const text = parts.join('')
    if (parts.length !== marker.chunks || sum(text) !== marker.checksum) return null
    return zstdDecompressSync(Buffer.from(text, 'base64'))
  }

  /** The markers, with those whose chunks were written over as found bad. */
  async function markersOf(logId: string, partition: number): Promise<readonly Marker[]> {
    const markers = await tables.markers(logId, partition)
    return Promise.all(
      markers.map(async (marker) => {
        if (marker.chunks === 0) return marker
        const whole = (await tables.countChunks({ logId, partition, ...marker })) === marker.chunks
        return whole ? marker : { ...marker, chunks: 0 }
      }),
    )
  }

  /** So that it does not take the place of a good one when the next is saved. */
  const disown = (logId: string, partition: number, { slot, offset, version }: Marker) =>
    tables.writeMarker(logId, partition, { slot, offset, chunks: 0, checksum: '', version: version + 1n })

  return {
    async load(logId, partition, below = Infinity) {
      const markers = goodOf(await tables.markers(logId, partition))
      for (const marker of markers.toSorted((a, b) => compare(b.version, a.version))) {
        if (marker.offset >= below) continue
        const bytes = await read({ logId, partition, ...marker }, marker)
        const found =
          bytes === null ? { bad: 'torn: its chunks are not whole' } : decodeCheckpoint(bytes, logId, partition)
        if ('checkpoint' in found) return found.checkpoint
        report(`checkpoint of partition ${partition} at offset ${marker.offset} is passed over: ${found.bad}`)
        await disown(logId, partition, marker)
      }
      return null
    },

    async save(logId, partition, checkpoint) {
      const text = pack(encodeCheckpoint(logId, partition, checkpoint))
      const checksum = sum(text)
      const version = versionOf(checkpoint.offset, checksum)
      const before = await markersOf(logId, partition)
      const slot = chooseSlot(before, version)
      // Others have saved newer ones, or this very one.
      if (slot === null || goodOf(before).some((marker) => marker.version === version)) return savedOf(before)

      // 1. The chunks. Until all are there nothing says so.
      const place: Place = { logId, partition, slot, version }
      const chunks = Array.from({ length: Math.ceil(text.length / chunk_chars) }, (_, i) =>
        text.slice(i * chunk_chars, (i + 1) * chunk_chars),
      )
      for (let from = 0; from < chunks.length; from += CHUNKS_AT_ONCE)
        await tables.writeChunks(place, from, chunks.slice(from, from + CHUNKS_AT_ONCE))

      // 2. The marker: from here on it is a checkpoint.
      const marker: Marker = { slot, offset: checkpoint.offset, chunks: chunks.length, checksum, version }
      await tables.writeMarker(logId, partition, marker)

      // 3. Another owner may have chosen the same slot and written over chunks meanwhile. Only what is whole is counted on.
      if ((await tables.countChunks(place)) !== chunks.length) {
        await disown(logId, partition, marker)
        throw new Error('another owner wrote to the same place')
      }

      // 4. What is kept is looked up only now: meanwhile one of those from before may have been found bad.
      return savedOf(await markersOf(logId, partition))
    },
  }
}

function goodOf(markers: readonly Marker[]): readonly Marker[] {
  return markers.filter(({ chunks }) => chunks > 0)
}

function savedOf(markers: readonly Marker[]): Saved {
  return chooseKept(goodOf(markers).map(({ offset }) => offset)).saved
}

/**
 * The slot to write to: an unused one, one found bad, or the oldest; of those whose rows this version replaces, and never
 * one of the newest CHECKPOINTS_KEPT. null: there is none.
 */
function chooseSlot(markers: readonly Marker[], version: bigint): number | null {
  const newestFirst = goodOf(markers).toSorted((a, b) => compare(b.version, a.version))
  const needed = newestFirst.slice(0, CHECKPOINTS_KEPT)
  const bySlot = new Map(markers.map((marker) => [marker.slot, marker]))
  const rank = (slot: number): bigint => {
    const marker = bySlot.get(slot)
    return marker === undefined ? -2n : marker.chunks === 0 ? -1n : marker.version
  }
  const free = Array.from({ length: SLOTS }, (_, slot) => slot).filter((slot) => {
    const marker = bySlot.get(slot)
    return marker === undefined || (!needed.includes(marker) && marker.version < version)
  })
  // All newer ones are needed, and there are as many as are kept: this one would be the first to go.
  if (newestFirst.length >= CHECKPOINTS_KEPT && needed.every((marker) => marker.version > version)) return null
  return free.toSorted((a, b) => compare(rank(a), rank(b)))[0] ?? null
}

/** Bits of the checksum beside the offset, so that two states at one offset have two versions. */
const CHECKSUM_BITS = 10

function versionOf(offset: number, checksum: string): bigint {
  return (BigInt(offset) << BigInt(CHECKSUM_BITS)) | BigInt(Number.parseInt(checksum.slice(0, 3), 16) >> 2)
}

function pack(bytes: Uint8Array): string {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }).toString('base64')
}

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
