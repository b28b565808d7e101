// A live HLS stream out of a loop of segments: the playlist slides with the clock, and every segment is stamped with its
// own place on one endless timeline as it is served, so nothing ever jumps, for hours or years.
// RFC 8216; ISO/IEC 14496-12 for mfhd (8.8.5) and tfdt (8.8.12).
import { readFileSync } from 'node:fs'
import { LOOP_SEGMENTS, SEGMENT_MS, TIMESCALE, type LoopName } from './media/loop.ts'

/** Segments a playlist lists. Players stay three behind the newest. */
const WINDOW_SEGMENTS = 6
/** Segments still served after they left the playlist, for players that are slow. */
const GRACE_SEGMENTS = 30

export interface Loop {
  readonly init: Uint8Array<ArrayBuffer>
  readonly segments: readonly Uint8Array[]
}

/** Reads one of the loops beside this file. */
export function readLoop(name: LoopName): Loop {
  const read = (file: string) => new Uint8Array(readFileSync(new URL(`media/${name}/${file}`, import.meta.url)))
  const segments = Array.from({ length: LOOP_SEGMENTS }, (_, i) => read(`${String(i).padStart(2, '0')}.m4s`))
  return { init: read('init.mp4'), segments }
}

/** Number of the newest whole segment at the time: segment n is what was filmed from n to n + 1 times SEGMENT_MS. */
export const newestAt = (now_ms: number) => Math.floor(now_ms / SEGMENT_MS) - 1

/** The media playlist at the time. Segments are "<n>.m4s" beside it. */
export function playlistAt(now_ms: number): string {
  const newest = newestAt(now_ms)
  const oldest = Math.max(0, newest - WINDOW_SEGMENTS + 1)
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(SEGMENT_MS / 1000)}`,
    `#EXT-X-MEDIA-SEQUENCE:${oldest}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
  ]
  for (let n = oldest; n <= newest; n++) {
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(n * SEGMENT_MS).toISOString()}`)
    lines.push(`#EXTINF:${(SEGMENT_MS / 1000).toFixed(3)},`, `${n}.m4s`)
  }
  return lines.join('\n') + '\n'
}

/** The single-variant master playlist: tells players the bit rate, which a media playlist alone does not. */
export function masterPlaylist(loop: Loop): string {
  const bits = loop.segments.map((segment) => (segment.length * 8) / (SEGMENT_MS / 1000))
  const average = Math.round(bits.reduce((sum, each) => sum + each, 0) / bits.length)
  const stream = `BANDWIDTH=${Math.ceil(Math.max(...bits))},AVERAGE-BANDWIDTH=${average}`
  return `#EXTM3U\n#EXT-X-STREAM-INF:${stream},CODECS="avc1.42C01E",RESOLUTION=640x360,FRAME-RATE=25\nlive.m3u8\n`
}

/** Segment n, stamped; null while it is not yet filmed or long gone. */
export function segmentAt(loop: Loop, n: number, now_ms: number): Uint8Array<ArrayBuffer> | null {
  const newest = newestAt(now_ms)
  if (!Number.isInteger(n) || n < 0 || n > newest || n < newest - GRACE_SEGMENTS) return null
  const segment = loop.segments[n % loop.segments.length]
  return segment ? stamp(segment, n, (n * SEGMENT_MS * TIMESCALE) / 1000) : null
}

/** A copy from its moof on (styp and sidx would tell the loop's own times), with its number and decode time set. */
function stamp(segment: Uint8Array, number: number, decodeTime: number): Uint8Array<ArrayBuffer> {
  const moof = find(segment, 'moof', 0, segment.length)
  const copy = segment.slice(moof.start)
  const view = new DataView(copy.buffer)
  const inside = find(copy, 'moof', 0, copy.length)
  const mfhd = find(copy, 'mfhd', inside.body, inside.end)
  view.setUint32(mfhd.body + 4, number >>> 0)
  const traf = find(copy, 'traf', inside.body, inside.end)
  const tfdt = find(copy, 'tfdt', traf.body, traf.end)
  if (copy[tfdt.body] !== 1) throw new Error('the loop needs 64-bit decode times')
  view.setBigUint64(tfdt.body + 4, BigInt(decodeTime))
  return copy
}

function find(bytes: Uint8Array, type: string, from: number, to: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = from; at + 8 <= to; at += Math.max(8, view.getUint32(at))) {
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) !== type) continue
    return { start: at, body: at + 8, end: at + view.getUint32(at) }
  }
  throw new Error(`no ${type} box in the segment`)
}
