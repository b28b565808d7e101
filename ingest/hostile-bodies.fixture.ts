// Whole bodies nobody should send and somebody will.
import { deflateRawSync, gzipSync } from 'node:zlib'

/** A whole body and the status it gets. */
export interface HostileBody {
  readonly name: string
  readonly bytes: string | Uint8Array
  readonly status: 200 | 400 | 401 | 413
}

const json = (value: unknown): string => JSON.stringify(value)
const envelope = (fields: Record<string, unknown>): string => json({ writeKey: 'demo', batch: [], ...fields })

export const HOSTILE_BODIES: readonly HostileBody[] = [
  { name: 'nothing', bytes: '', status: 400 },
  { name: 'white space', bytes: ' \n\t ', status: 400 },
  { name: 'a byte order mark alone', bytes: '\ufeff', status: 400 },
  { name: 'HTML', bytes: '<!doctype html><script>alert(1)</script>', status: 400 },
  { name: 'half of JSON', bytes: envelope({}).slice(0, -3), status: 400 },
  { name: 'two JSONs', bytes: '{"writeKey":"demo"}{"writeKey":"demo"}', status: 400 },
  { name: 'NaN as JavaScript writes it', bytes: '{"writeKey":"demo","batch":[NaN]}', status: 400 },
  { name: 'a list', bytes: '[{"type":"track"}]', status: 400 },
  { name: 'true', bytes: 'true', status: 400 },
  { name: 'a text', bytes: '"demo"', status: 400 },
  { name: 'lists 100,000 deep', bytes: '['.repeat(100_000) + ']'.repeat(100_000), status: 400 },
  { name: 'lists that never close', bytes: '['.repeat(500_000), status: 400 },
  { name: 'UTF-16', bytes: Buffer.from(envelope({}), 'utf16le'), status: 400 },
  { name: 'bytes that are no UTF-8', bytes: Uint8Array.of(0xff, 0xfe, 0xc0, 0x80), status: 400 },
  { name: 'gzip cut short', bytes: gzipSync(envelope({})).subarray(0, 30), status: 400 },
  { name: 'gzip of nothing but its head', bytes: Uint8Array.of(0x1f, 0x8b), status: 400 },
  { name: 'gzip with a wrong checksum', bytes: flipped(gzipSync(envelope({})), -6), status: 400 },
  { name: 'gzip of no JSON', bytes: gzipSync('hello'), status: 400 },
  { name: 'gzip in gzip', bytes: gzipSync(gzipSync(envelope({}))), status: 400 },
  { name: 'zstd of nothing but its head', bytes: Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), status: 400 },
  { name: 'deflate without a head', bytes: deflateRawSync(envelope({})), status: 400 },
  { name: 'a gzip bomb: 50 kB that hold 50 MB', bytes: gzipSync('0'.repeat(50_000_000)), status: 413 },
  { name: 'a JSON gzip bomb', bytes: gzipSync(`{"writeKey":"demo","pad":"${' '.repeat(20_000_000)}"}`), status: 413 },
  { name: '2 MB', bytes: envelope({ pad: 'x'.repeat(2_000_000) }), status: 413 },
  { name: '2001 events', bytes: envelope({ batch: Array.from({ length: 2001 }, () => 0) }), status: 413 },
  { name: 'no key', bytes: json({ batch: [] }), status: 401 },
  { name: 'an unknown key', bytes: envelope({ writeKey: 'x' }), status: 401 },
  { name: 'a key that is __proto__', bytes: envelope({ writeKey: '__proto__' }), status: 401 },
  { name: 'a key of 1 MB', bytes: envelope({ writeKey: 'x'.repeat(900_000) }), status: 401 },
  { name: 'a key that is a list', bytes: envelope({ writeKey: ['demo'] }), status: 401 },
  { name: 'an empty batch', bytes: envelope({}), status: 200 },
  { name: 'a batch of nothings', bytes: envelope({ batch: [null, [], '', 0, false] }), status: 200 },
  { name: 'no batch', bytes: '{"writeKey":"demo"}', status: 200 },
  { name: 'a batch that is an object', bytes: envelope({ batch: { length: 3 } }), status: 200 },
  { name: 'sentAt that is an object', bytes: envelope({ sentAt: {} }), status: 200 },
  { name: 'a batch context that is a list', bytes: envelope({ context: [1] }), status: 200 },
]

/** The same bytes with one flipped, counted from the end. */
function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const index = copy.length + at
  copy[index] = (copy[index] ?? 0) ^ 0xff
  return copy
}
