// How the embedded log's bytes stand in LMDB.
import type { LogRecord } from './contract.ts'

/** What a partition knows of itself; written in the transaction of every append and trim. */
export interface Head {
  /** Oldest offset kept. */
  start: number
  /** Offset the next record gets. */
  end: number
  lastAppendedAt_ms: number
  /** What its records take on the disk, about. */
  stored_bytes: number
}

const HEAD_BYTES = 32

export function readHead(bytes: Uint8Array | undefined): Head {
  if (!bytes) return { start: 0, end: 0, lastAppendedAt_ms: 0, stored_bytes: 0 }
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD_BYTES)
  return {
    start: view.getFloat64(0),
    end: view.getFloat64(8),
    lastAppendedAt_ms: view.getFloat64(16),
    stored_bytes: view.getFloat64(24),
  }
}

export function writeHead(head: Head): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES)
  bytes.writeDoubleBE(head.start, 0)
  bytes.writeDoubleBE(head.end, 8)
  bytes.writeDoubleBE(head.lastAppendedAt_ms, 16)
  bytes.writeDoubleBE(head.stored_bytes, 24)
  return bytes
}

/** A record's value: its append time (float64), then its bytes. */
const TIME_BYTES = 8

export function writeRecord(appendedAt_ms: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(TIME_BYTES + payload.length)
  bytes.writeDoubleBE(appendedAt_ms, 0)
  bytes.set(payload, TIME_BYTES)
  return bytes
}

export function readRecord(offset: number, value: Uint8Array): LogRecord {
  const view = new DataView(value.buffer, value.byteOffset, value.length)
  return {
    offset,
    appendedAt_ms: view.getFloat64(0),
    bytes: new Uint8Array(value.buffer, value.byteOffset + TIME_BYTES, value.length - TIME_BYTES),
  }
}

const PAGE_BYTES = 4096
const PAGE_HEADER_BYTES = 16
const NODE_BYTES = 18
/** Two nodes have to fit on a page: a larger value gets pages of its own. Source: LMDB's mdb.c, me_nodemax. */
const INLINE_BYTES_MAX = (PAGE_BYTES - PAGE_HEADER_BYTES) / 2

/** What a record of so many payload bytes takes on the disk, about. */
export function storedBytes(payload_bytes: number): number {
  const node_bytes = NODE_BYTES + TIME_BYTES + payload_bytes
  if (node_bytes <= INLINE_BYTES_MAX) return node_bytes
  return NODE_BYTES + Math.ceil((PAGE_HEADER_BYTES + TIME_BYTES + payload_bytes) / PAGE_BYTES) * PAGE_BYTES
}
