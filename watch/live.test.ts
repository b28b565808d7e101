import { describe, expect, it } from 'vitest'
import { masterPlaylist, playlistAt, readLoop, segmentAt } from './live.ts'

const loop = readLoop('kitchen')
/** 1 January 2026, 00:00:00 UTC: segment 883,612,800 begins. */
const NEW_YEAR_MS = 1_767_225_600_000

/** Number, decode time in ticks and length in ticks, read the plain way: search for the four letters. */
function read(segment: Uint8Array) {
  const bytes = Buffer.from(segment)
  const at = (type: string) => bytes.indexOf(type, 0, 'latin1') + 4
  return {
    first: bytes.toString('latin1', 4, 8),
    number: bytes.readUInt32BE(at('mfhd') + 4),
    decodeTime: bytes.readBigUInt64BE(at('tfdt') + 4),
    samples: bytes.readUInt32BE(at('trun') + 4),
  }
}

describe('the playlist', () => {
  it('lists the last six whole segments with the time each was filmed', () => {
    // 5 s into the year: segments ...800 (0-2 s) and ...801 (2-4 s) are whole, ...802 is being filmed.
    const lines = playlistAt(NEW_YEAR_MS + 5_000).split('\n')
    expect(lines).toContain('#EXT-X-MEDIA-SEQUENCE:883612796')
    expect(lines.filter((line) => line.endsWith('.m4s'))).toEqual([
      '883612796.m4s',
      '883612797.m4s',
      '883612798.m4s',
      '883612799.m4s',
      '883612800.m4s',
      '883612801.m4s',
    ])
    expect(lines.filter((line) => line.startsWith('#EXT-X-PROGRAM-DATE-TIME')).at(-1)).toBe(
      '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:02.000Z',
    )
    expect(lines).not.toContain('#EXT-X-ENDLIST')
  })

  it('moves by one when the next segment is whole, and not a moment before', () => {
    expect(playlistAt(NEW_YEAR_MS + 5_999)).toBe(playlistAt(NEW_YEAR_MS + 4_000))
    expect(playlistAt(NEW_YEAR_MS + 6_000)).toContain('#EXT-X-MEDIA-SEQUENCE:883612797\n')
  })

  it('never goes below segment 0', () => {
    expect(playlistAt(4_100)).toContain('#EXT-X-MEDIA-SEQUENCE:0\n')
    expect(playlistAt(0)).not.toContain('.m4s')
  })

  it('says the bit rate in the master', () => {
    expect(masterPlaylist(loop)).toMatch(/BANDWIDTH=\d{6},AVERAGE-BANDWIDTH=\d{6},CODECS="avc1.42C01E"/)
  })
})

describe('a segment', () => {
  const now = NEW_YEAR_MS + 60_000

  it('follows the one before without gap or overlap, over the end of the loop as well', () => {
    // Ten to a loop: 883,612,819 is the last of one, 883,612,820 the first of the next.
    const stamped = [818, 819, 820, 821].map((n) => read(segmentAt(loop, 883_612_000 + n, now)!))
    expect(stamped.map((each) => each.decodeTime)).toEqual([
      // 2 s of 12,800 ticks each: n x 25,600.
      883_612_818n * 25_600n,
      883_612_819n * 25_600n,
      883_612_820n * 25_600n,
      883_612_821n * 25_600n,
    ])
    expect(stamped.map((each) => each.samples)).toEqual([50, 50, 50, 50])
    expect(stamped.map((each) => each.number)).toEqual([883_612_818, 883_612_819, 883_612_820, 883_612_821])
    expect(stamped.map((each) => each.first)).toEqual(['moof', 'moof', 'moof', 'moof'])
  })

  it('does not change the loop it was cut from', () => {
    segmentAt(loop, 883_612_805, now)
    expect(Buffer.from(loop.segments[5]!).readBigUInt64BE(Buffer.from(loop.segments[5]!).indexOf('tfdt') + 8)).toBe(
      128_000n,
    )
  })

  it('does not exist before it was filmed, nor for ever', () => {
    expect(segmentAt(loop, 883_612_829, now)).not.toBeNull()
    expect(segmentAt(loop, 883_612_830, now)).toBeNull()
    expect(segmentAt(loop, 883_612_798, now)).toBeNull()
    expect(segmentAt(loop, Number.NaN, now)).toBeNull()
  })
})
