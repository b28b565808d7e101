// Events nobody should send and somebody will, as JSON text, since half of them no object can express.
import type { QuarantineReason } from '../events/contract.ts'

export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0)

/** One event, put between two good ones. `ends` is the reason it is refused for with its path, 'kept' or 'bot'. */
export interface HostileEvent {
  readonly name: string
  readonly json: string
  readonly ends: 'kept' | 'bot' | readonly [reason: QuarantineReason, path: string]
}

/** Fields of a sound event, changed or added to; undefined leaves one out. */
const event = (changes: Record<string, unknown>): string =>
  JSON.stringify({
    type: 'track',
    event: 'Noted',
    messageId: 'odd',
    anonymousId: 'visitor-odd',
    timestamp: '2026-11-24T11:59:59.000Z',
    ...changes,
  })
const order = (properties: Record<string, unknown>): string =>
  event({ event: 'Order Completed', properties: { order_id: 'o', total: 1, ...properties } })
const product = (properties: Record<string, unknown>): string =>
  event({ event: 'Product Viewed', properties: { product_id: 'p', ...properties } })
const cartbeat = (fields: Record<string, unknown>): string => event({ context: { cartbeat: fields } })
const player = (properties: Record<string, unknown>): string => event({ event: 'Video Content Playing', properties })
/** Raw JSON text put in for the value "@". */
const raw = (json: string, value: string): string => json.replace('"@"', () => value)
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const deepObject = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)
const malformed = (path: string): readonly [QuarantineReason, string] => ['malformed', path]

export const HOSTILE_EVENTS: readonly HostileEvent[] = [
  // not an event at all
  { name: 'null', json: 'null', ends: malformed('') },
  { name: 'a number', json: '7', ends: malformed('') },
  { name: 'a text', json: '"track"', ends: malformed('') },
  { name: 'a list', json: '[{}]', ends: malformed('') },
  { name: 'a deep list', json: deep(10_000), ends: malformed('') },
  { name: 'an empty object', json: '{}', ends: ['unknown_type', 'type'] },
  {
    name: 'every field null',
    json: event({ type: null, event: null, messageId: null, anonymousId: null, timestamp: null }),
    ends: ['unknown_type', 'type'],
  },
  { name: 'type missing', json: event({ type: undefined }), ends: ['unknown_type', 'type'] },
  { name: 'type unknown', json: event({ type: 'drop table' }), ends: ['unknown_type', 'type'] },
  { name: 'type is __proto__', json: event({ type: '__proto__' }), ends: ['unknown_type', 'type'] },
  { name: 'type an object', json: event({ type: {} }), ends: ['unknown_type', 'type'] },
  { name: 'type in upper case', json: event({ type: 'TRACK' }), ends: ['unknown_type', 'type'] },

  // names
  { name: 'name missing', json: event({ event: undefined }), ends: malformed('event') },
  { name: 'name empty', json: event({ event: '' }), ends: malformed('event') },
  { name: 'name of 1 MB', json: event({ event: 'x'.repeat(1_000_000) }), ends: malformed('event') },
  { name: 'name an object', json: event({ event: { toString: 'x' } }), ends: malformed('event') },
  { name: 'name is constructor', json: event({ event: 'constructor' }), ends: 'kept' },
  { name: 'name is __proto__', json: event({ event: '__proto__' }), ends: 'kept' },
  { name: 'name with a lone surrogate', json: raw(event({ event: '@' }), '"Noted \\ud800"'), ends: 'kept' },
  { name: 'name with NUL and line ends', json: event({ event: 'a\u0000b\r\nc' }), ends: 'kept' },
  {
    name: 'a host call',
    json: event({ event: 'LIVE_SHOW_ENDED', properties: { show_id: 's' } }),
    ends: ['forbidden', 'event'],
  },

  // who
  { name: 'nobody', json: event({ anonymousId: undefined }), ends: ['no_identity', 'anonymousId'] },
  { name: 'an empty id', json: event({ anonymousId: '', userId: '' }), ends: ['no_identity', 'anonymousId'] },
  { name: 'an id of 1 MB', json: event({ anonymousId: 'x'.repeat(1_000_000) }), ends: malformed('anonymousId') },
  { name: 'an id that is an object', json: event({ anonymousId: { $ne: null } }), ends: malformed('anonymousId') },
  { name: 'an id that is a list', json: event({ userId: ['u'] }), ends: malformed('userId') },
  { name: 'an id that is true', json: event({ userId: true }), ends: malformed('userId') },
  { name: 'an id over the largest double', json: raw(event({ userId: '@' }), '1e999'), ends: malformed('userId') },
  { name: 'an id that is a number', json: event({ anonymousId: undefined, userId: 12345678901234 }), ends: 'kept' },
  { name: 'an id that is a lone surrogate', json: raw(event({ anonymousId: '@' }), '"\\udc00"'), ends: 'kept' },
  { name: 'an id of all planes', json: event({ anonymousId: '访客👩‍👩‍👧‍👦\u202e\u0000' }), ends: 'kept' },
  { name: 'messageId an object', json: event({ messageId: {} }), ends: malformed('messageId') },
  { name: 'messageId missing', json: event({ messageId: undefined }), ends: 'kept' },
  { name: 'the messageId of its neighbour', json: event({ messageId: 'before' }), ends: 'kept' },
  { name: 'a robot', json: event({ context: { userAgent: 'Googlebot/2.1' }, anonymousId: {} }), ends: 'bot' },
  {
    name: 'a user agent of 1 MB',
    json: raw(event({ event: 'Video Content Playing', context: { userAgent: '@' } }), `"${'('.repeat(1_000_000)}"`),
    ends: ['too_large', 'context'],
  },
  {
    name: 'a user agent that is an object',
    json: event({ context: { userAgent: {}, screen: 7, network: [] } }),
    ends: 'kept',
  },
  { name: 'a user agent of 30 kB', json: event({ context: { userAgent: '('.repeat(30_000) } }), ends: 'kept' },

  // when
  { name: 'a clock a year ahead', json: event({ timestamp: '2027-11-24T12:00:00.000Z' }), ends: 'kept' },
  { name: 'the year 275760', json: event({ timestamp: 8.64e15 }), ends: 'kept' },
  { name: 'a day past', json: event({ timestamp: '2026-11-23T11:59:59.000Z' }), ends: ['too_old', 'timestamp'] },
  { name: '1970', json: event({ timestamp: 0 }), ends: ['too_old', 'timestamp'] },
  { name: 'before 1970', json: event({ timestamp: -1 }), ends: malformed('timestamp') },
  {
    name: 'a time over the largest double',
    json: raw(event({ timestamp: '@' }), '1e999'),
    ends: malformed('timestamp'),
  },
  { name: 'a 31st of February', json: event({ timestamp: '2026-02-31T00:00:00.000Z' }), ends: malformed('timestamp') },
  { name: 'a time of 1 MB', json: event({ timestamp: '2'.repeat(1_000_000) }), ends: malformed('timestamp') },
  { name: 'a time that is an object', json: event({ timestamp: { $date: 1 } }), ends: malformed('timestamp') },

  // money and counts
  { name: 'total "NaN"', json: order({ total: 'NaN' }), ends: malformed('properties.total') },
  {
    name: 'total null, as JSON.stringify writes NaN',
    json: order({ total: NaN }),
    ends: malformed('properties.total'),
  },
  { name: 'total Infinity', json: raw(order({ total: '@' }), '1e999'), ends: malformed('properties.total') },
  { name: 'total negative', json: order({ total: -0.01 }), ends: malformed('properties.total') },
  { name: 'total minus zero', json: raw(order({ total: '@' }), '-0.0'), ends: 'kept' },
  { name: 'total of a quadrillion', json: order({ total: 1e15 }), ends: malformed('properties.total') },
  { name: 'total hexadecimal', json: order({ total: '0x10' }), ends: malformed('properties.total') },
  { name: 'total with a comma', json: order({ total: '1,299.00' }), ends: malformed('properties.total') },
  { name: 'total a list', json: order({ total: [1] }), ends: malformed('properties.total') },
  {
    name: 'total with 30 decimals',
    json: raw(order({ total: '@' }), '0.100000000000000000000000000001'),
    ends: 'kept',
  },
  {
    name: 'total of a million digits',
    json: order({ total: '9'.repeat(1_000_000) }),
    ends: ['too_large', 'properties'],
  },
  {
    name: 'minor units with a fraction',
    json: order({ total: undefined, total_minor: 1.5 }),
    ends: malformed('properties.total_minor'),
  },
  { name: 'a currency of no country', json: order({ currency: '💶' }), ends: malformed('properties.currency') },
  { name: 'an order without an id', json: order({ order_id: null }), ends: malformed('properties.order_id') },
  {
    name: '1001 lines',
    json: order({ products: Array.from({ length: 1001 }, () => ({ sku: 1 })) }),
    ends: malformed('properties.products'),
  },
  {
    name: 'lines that are an object',
    json: order({ products: { 0: {}, length: 1 } }),
    ends: malformed('properties.products'),
  },
  { name: 'a line that is null', json: order({ products: [null] }), ends: malformed('properties.products[0]') },
  { name: 'a price that is text', json: product({ price: 'free' }), ends: malformed('properties.price') },
  { name: 'half a product', json: product({ quantity: 0.5 }), ends: malformed('properties.quantity') },
  { name: 'minus three products', json: product({ quantity: -3 }), ends: malformed('properties.quantity') },
  {
    name: 'a product without an id',
    json: event({ event: 'Product Added', properties: {} }),
    ends: malformed('properties.product_id'),
  },
  {
    name: 'a million reactions in one',
    json: event({ event: 'Live Reaction Sent', properties: { reaction: '❤️', count: 1e6 } }),
    ends: malformed('properties.count'),
  },
  {
    name: 'a comment of 10,000 emoji',
    json: event({ event: 'Live Comment Posted', properties: { text: '😀'.repeat(10_000) } }),
    ends: malformed('properties.text'),
  },
  {
    name: 'a comment of a lone surrogate',
    json: raw(event({ event: 'Live Comment Posted', properties: { text: '@' } }), '"\\ud83d"'),
    ends: 'kept',
  },

  // the player
  { name: 'a state unknown', json: player({ state: 'dancing' }), ends: malformed('properties.state') },
  { name: 'played minus one', json: player({ played_ms: -1 }), ends: malformed('properties.played_ms') },
  {
    name: 'played a week since the last report',
    json: player({ played_ms: 604_800_000 }),
    ends: malformed('properties.played_ms'),
  },
  { name: 'played as text', json: player({ played_ms: '10000' }), ends: malformed('properties.played_ms') },
  { name: 'hidden as text', json: player({ hidden: 'no' }), ends: malformed('properties.hidden') },
  {
    name: 'a running number of 2^32',
    json: cartbeat({ sessionId: 's', seq: 2 ** 32 }),
    ends: malformed('context.cartbeat.seq'),
  },
  {
    name: 'a running number below 0',
    json: cartbeat({ sessionId: 's', seq: -1 }),
    ends: malformed('context.cartbeat.seq'),
  },
  { name: 'cartbeat as text', json: event({ context: { cartbeat: 'x' } }), ends: malformed('context.cartbeat') },
  {
    name: 'a media time far off',
    json: cartbeat({ mediaTime_ms: 1e18 }),
    ends: malformed('context.cartbeat.mediaTime_ms'),
  },
  { name: 'a channel of its own', json: cartbeat({ channel: 'carrier pigeon' }), ends: 'kept' },

  // what it carries
  { name: 'properties a list', json: event({ properties: [] }), ends: malformed('properties') },
  { name: 'properties a text', json: event({ properties: 'x' }), ends: malformed('properties') },
  { name: 'context a number', json: event({ context: 1 }), ends: malformed('context') },
  {
    name: 'properties 10,000 lists deep',
    json: raw(event({ properties: { a: '@' } }), deep(10_000)),
    ends: ['too_deep', 'properties'],
  },
  {
    name: 'context 10,000 objects deep',
    json: raw(event({ context: { a: '@' } }), deepObject(10_000)),
    ends: ['too_deep', 'context'],
  },
  {
    name: 'a text of 1 MB',
    json: event({ properties: { a: 'x'.repeat(1_000_000) } }),
    ends: ['too_large', 'properties'],
  },
  {
    name: 'a heartbeat 60 levels deep',
    json: raw(player({ a: '@' }), deepObject(60)),
    ends: ['too_deep', 'properties'],
  },
  { name: 'a heartbeat of 1 MB', json: player({ a: 'x'.repeat(1_000_000) }), ends: ['too_large', 'properties'] },
  {
    name: 'a field of 1 MB that nothing reads',
    json: event({ integrations: 'x'.repeat(1_000_000) }),
    ends: ['too_large', 'integrations'],
  },
  {
    name: 'a key of 100 kB',
    json: event({ properties: { ['k'.repeat(100_000)]: 1 } }),
    ends: ['too_large', 'properties'],
  },
  {
    name: '100,000 keys',
    json: event({ properties: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i])) }),
    ends: ['too_large', 'properties'],
  },
  { name: 'a __proto__ key', json: raw(event({ properties: '@' }), '{"__proto__":{"polluted":true}}'), ends: 'kept' },
  {
    name: '__proto__ as the event',
    json: raw(event({ extra: '@' }), '{"__proto__":null}').replace('"extra"', '"__proto__"'),
    ends: 'kept',
  },
  {
    name: 'constructor and prototype keys',
    json: event({ properties: { constructor: { prototype: { polluted: true } }, hasOwnProperty: 1, toString: null } }),
    ends: 'kept',
  },
  { name: 'a toJSON key', json: event({ properties: { toJSON: 'x', valueOf: 'y' } }), ends: 'kept' },
  {
    name: 'lone surrogates in keys and values',
    json: raw(event({ properties: '@' }), '{"\\ud800":["\\udfff",{"a":"\\\\ud800"}]}'),
    ends: 'kept',
  },
  {
    name: 'keys of every script',
    json: event({ properties: { 价格: 1, ราคา: 2, '\u0000': 3, '💥': 4, '': 5 } }),
    ends: 'kept',
  },
  { name: 'the same key twice', json: raw(event({ properties: '@' }), '{"a":1,"a":2}'), ends: 'kept' },
  {
    name: 'numbers no double holds',
    json: raw(event({ properties: '@' }), '{"a":123456789012345678901234567890,"b":1e-400,"c":1e999}'),
    ends: 'kept',
  },
]
