// A heartbeat says less than other events and must be read as if it said all of it.
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import type { Event } from '../events/contract.ts'
import { readEvent } from '../events/validate.ts'
import { PLAYER_STATES } from '../events/contract.ts'
import { beatContextOf, contextOf, handheld, type Context } from './context.ts'
import { beatOf, EVENT_NAMES } from './wire.ts'

const NOW_MS = Date.UTC(2026, 10, 27, 19)

function read(context: Context, properties: Record<string, unknown>): Event {
  const cartbeat = { sessionId: 's', seq: 3, showId: 'show', channel: 'site', screen: handheld() }
  const said = {
    type: 'track',
    event: EVENT_NAMES['player.heartbeat'],
    messageId: 's.3',
    anonymousId: 'a',
    timestamp: new Date(NOW_MS).toISOString(),
    context: { ...context, cartbeat },
    properties,
  }
  const wire: unknown = JSON.parse(JSON.stringify(said))
  const read = readEvent(wire, { source: 'demo', receivedAt_ms: NOW_MS, sentAt_ms: NOW_MS, batchContext: null })
  if ('keep' in read) return read.keep
  throw new Error(JSON.stringify(read.reject))
}

afterEach(() => vi.unstubAllGlobals())

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'
const IPAD = 'Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15'
const TV = 'Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) AppleWebKit/537.36 Safari/537.36'

interface Device {
  readonly userAgent: string
  readonly size: readonly [number, number]
  readonly coarse: boolean
  readonly connection?: { readonly type?: string; readonly effectiveType?: string }
  readonly screenIs: string
  readonly connectionIs: string
}
const DEVICES: readonly Device[] = [
  { userAgent: IPHONE, size: [390, 844], coarse: true, screenIs: 'phone', connectionIs: 'unknown' },
  { userAgent: IPAD, size: [820, 1180], coarse: true, screenIs: 'tablet', connectionIs: 'unknown' },
  // Gives itself out as a desktop; the finger tells.
  { userAgent: MAC, size: [820, 1180], coarse: true, screenIs: 'tablet', connectionIs: 'unknown' },
  // Neither measured nor a desktop by its name: the size decides.
  { userAgent: IPAD, size: [1024, 1366], coarse: true, screenIs: 'desktop', connectionIs: 'unknown' },
  {
    userAgent: MAC,
    size: [1680, 1050],
    coarse: false,
    connection: { type: 'wifi', effectiveType: '4g' },
    screenIs: 'desktop',
    connectionIs: 'wifi',
  },
  {
    userAgent: MAC,
    size: [1680, 1050],
    coarse: false,
    connection: { effectiveType: 'slow-2g' },
    screenIs: 'desktop',
    connectionIs: '2g',
  },
  {
    userAgent: TV,
    size: [1920, 1080],
    coarse: false,
    connection: { type: 'ethernet' },
    screenIs: 'tv',
    connectionIs: 'ethernet',
  },
]

it.each(DEVICES)('is of the same screen and connection: $screenIs, $connectionIs', (device) => {
  const [width, height] = device.size
  vi.stubGlobal('navigator', { ...device, language: 'en', onLine: true })
  vi.stubGlobal('screen', { width, height })
  vi.stubGlobal('matchMedia', () => ({ matches: device.coarse }))
  vi.stubGlobal('location', { href: 'https://shop.example/live', pathname: '/live' })
  vi.stubGlobal('document', { title: 'Live', referrer: '' })
  const short = read(beatContextOf(), { state: 'playing' })
  expect(short).toMatchObject({ screen: device.screenIs, connection: device.connectionIs })
  expect(short).toEqual(read(contextOf(), { state: 'playing' }))
  expect(beatContextOf()).toMatchObject({ userAgent: device.userAgent })
})

it('says nothing less of the player', () => {
  vi.stubGlobal('screen', { width: 390, height: 844 })
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const whole = (max: number) => fc.oneof(fc.constant(0), fc.integer({ min: 0, max }))
  const report = fc.record({
    state: fc.constantFrom(...PLAYER_STATES),
    played_ms: whole(20_000),
    rebuffer_ms: whole(20_000),
    startup_ms: fc.constant(null),
    position_ms: fc.option(whole(1e9)),
    bitrate_bps: fc.option(whole(1e8)),
    dropped_frames: whole(500),
    hidden: fc.boolean(),
    muted: fc.boolean(),
    fullscreen: fc.boolean(),
  })
  fc.assert(
    fc.property(report, (said) => {
      expect(read({}, beatOf(said)).body).toEqual(read({}, said).body)
    }),
  )
})
