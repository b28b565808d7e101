// A record as version 1 wrote it, and what it says. Never regenerate: a decoder that cannot read it is broken.
import { EVENT_KINDS, type Event, type EventKind, type LogBatch } from './contract.ts'

const player = {
  state: 'playing',
  played_ms: 9_875,
  rebuffer_ms: 125,
  startup_ms: null,
  position_ms: 4_294_967_295,
  bitrate_bps: 2_500_000,
  droppedFrames: 3,
  hidden: false,
  muted: true,
  fullscreen: false,
  error: null,
}
const product = { productId: 'p-1', quantity: 2, price_minor: 1999, currency: 'EUR', title: 'Lampe «Kranich»' }
const line = { productId: 'p-1', quantity: 2, price_minor: 1999, currency: 'EUR' }
const show = {
  title: 'Abendshow',
  showKind: 'demo',
  channel: 'site',
  host: 'Mira',
  currency: 'EUR',
  plannedStart_ms: 1_790_000_000_000,
  products: [{ productId: 'p-1', title: 'Lampe', number: 1, price_minor: 1999, image: null }],
}
const moment = {
  momentId: 'm-1',
  momentKind: 'pin',
  title: null,
  productId: 'p-1',
  price_minor: null,
  endsAt_ms: 1_790_000_600_000,
}
const bodies: Partial<Record<EventKind, unknown>> = {
  'page.viewed': { url: 'https://shop.example/', path: '/', title: 'Shop', referrer: null },
  'consent.changed': { analytics: true },
  'chat.posted': {
    commentId: 'c-1',
    text: '好看！👗 ราคาเท่าไหร่',
    lang: 'zh',
    author: null,
    role: 'viewer',
    replyTo: null,
  },
  'reaction.sent': { reaction: '❤️', count: 5 },
  'share.sent': { target: 'line' },
  'checkout.started': { checkoutId: null, lines: [line] },
  'order.completed': {
    orderId: 'o-1',
    total: { amount_minor: 3998, currency: 'EUR' },
    lines: [line],
    sentBy: 'browser',
  },
  'order.refunded': { orderId: 'o-1', total: null },
}

function bodyOf(kind: EventKind): unknown {
  if (kind.startsWith('player.'))
    return kind === 'player.failed' ? { ...player, state: 'failed', error: 'MEDIA_4' } : player
  if (kind.startsWith('product.')) return product
  if (kind.startsWith('show.')) return show
  if (kind.startsWith('moment.')) return moment
  return bodies[kind] ?? null
}

const event = (kind: EventKind, i: number): Event =>
  ({
    kind,
    name: `Name ${i >> 2}`,
    messageId: `message-${i}`,
    visitorId: `visitor-${i >> 3}`,
    userId: i % 5 === 0 ? 'user-ü' : null,
    sessionId: i % 7 === 6 ? null : 'session-1',
    seq: i % 7 === 6 ? null : i,
    showId: i % 3 === 2 ? null : 'show-1',
    occurredAt_ms: 1_790_000_000_000 + i,
    receivedAt_ms: 1_790_000_000_250 + i,
    mediaTime_ms: i % 2 === 0 ? 1_789_999_994_000 + i : null,
    latency_ms: i % 2 === 0 ? 6_000 : null,
    source: i < 20 ? 'demo' : 'shopA',
    channel: i % 4 === 3 ? null : 'tiktok',
    screen: i % 2 === 0 ? 'phone' : 'unknown',
    connection: i % 2 === 0 ? '5g' : 'wifi',
    body: bodyOf(kind),
    type: i === 0 ? 'page' : i === 1 ? 'identify' : 'track',
    properties: kind.startsWith('player.') ? null : { price: 19.99, nested: { list: [1, null, 'x'] } },
    context: kind.startsWith('player.') ? null : { userAgent: 'Mozilla/5.0', cartbeat: { seq: i } },
  }) as Event

/** The kinds there were when the bytes were written. */
const V1_KINDS = EVENT_KINDS.filter((kind) => kind !== 'question.marked' && kind !== 'visitor.erased')

export const V1_BATCH: LogBatch = {
  collectorId: 'collector-1',
  number: 42,
  received: [{ source: 'demo', events: 30, bots: 2 }],
  events: V1_KINDS.map(event),
  quarantined: [
    {
      source: 'demo',
      receivedAt_ms: 1_790_000_000_300,
      messageId: null,
      reason: 'malformed',
      path: 'properties.price',
      expected: 'a non-negative number',
      found: '"NaN"',
      raw: '{"type":"track"}',
    },
  ],
}

export const V1_BYTES =
  'AZWrY29sbGVjdG9yLTEqkZOkZGVtbx4C3AAg3AAUAKZOYW1lIDCpbWVzc2FnZS0wqXZpc2l0b3ItMKd1c2VyLcO8qXNlc3Npb24tMQCmc2hvdy' +
  '0xy0J6DEUGz6AAzPrLQnoMRQVJAADNF3CkZGVtbwEAAgLZLnsicHJpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJdfX3Z' +
  'MHsidXNlckFnZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjB9fd4ABKN1cmy1aHR0cHM6Ly9zaG9wLmV4YW1wbGUvpHBhdG' +
  'ihL6V0aXRsZaRTaG9wqHJlZmVycmVywNwAFAEAqW1lc3NhZ2UtMQDAAAEAy0J6DEUGz7AAzPrAwAABBAAB2S57InByaWNlIjoxOS45OSwibmVz' +
  'dGVkIjp7Imxpc3QiOlsxLG51bGwsIngiXX192TB7InVzZXJBZ2VudCI6Ik1vemlsbGEvNS4wIiwiY2FydGJlYXQiOnsic2VxIjoxfX3A3AAUAg' +
  'CpbWVzc2FnZS0yAMAAAsDLQnoMRQbPwADM+stCegxFBUkgAM0XcAABAAIA2S57InByaWNlIjoxOS45OSwibmVzdGVkIjp7Imxpc3QiOlsxLG51' +
  'bGwsIngiXX192TB7InVzZXJBZ2VudCI6Ik1vemlsbGEvNS4wIiwiY2FydGJlYXQiOnsic2VxIjoyfX3eAAGpYW5hbHl0aWNzw9wAHAMAqW1lc3' +
  'NhZ2UtMwDAAAOmc2hvdy0xy0J6DEUGz9AAzPrAwADABAAAwMABzSaTfcDO/////84AJiWgAwLA3AAcBKZOYW1lIDGpbWVzc2FnZS00AMAABADL' +
  'QnoMRQbP4ADM+stCegxFBUlAAM0XcAABAAIAwMABzSaTfcDO/////84AJiWgAwLA3AAcBQCpbWVzc2FnZS01AKd1c2VyLcO8AAXAy0J6DEUGz/' +
  'AAzPrAwAABBAAAwMABzSaTfcDO/////84AJiWgAwLA3AAcBgCpbWVzc2FnZS02AMDAwKZzaG93LTHLQnoMRQbQAADM+stCegxFBUlgAM0XcAAB' +
  'AAIAwMABzSaTfcDO/////84AJiWgAwLA3AAcBwCpbWVzc2FnZS03AMCpc2Vzc2lvbi0xBwDLQnoMRQbQEADM+sDAAMAEAADAwAHNJpN9wM7///' +
  '//zgAmJaADAsDcABwIpk5hbWUgMqltZXNzYWdlLTipdmlzaXRvci0xwAAIwMtCegxFBtAgAMz6y0J6DEUFSYAAzRdwAAEAAgDAwAHNJpN9wM7/' +
  '////zgAmJaADAsDcABwJAKltZXNzYWdlLTkAwAAJpnNob3ctMctCegxFBtAwAMz6wMAAAQQAAMDAAc0mk33Azv/////OACYloAMCwNwAHAoAqm' +
  '1lc3NhZ2UtMTAAp3VzZXItw7wACgDLQnoMRQbQQADM+stCegxFBUmgAM0XcAABAAIAwMABzSaTfcDO/////84AJiWgAwLA3AAcCwCqbWVzc2Fn' +
  'ZS0xMQDAAAvAy0J6DEUG0FAAzPrAwADABAAAwMABzSaTfcDO/////84AJiWgAwLA3AAcDKZOYW1lIDOqbWVzc2FnZS0xMgDAAAymc2hvdy0xy0' +
  'J6DEUG0GAAzPrLQnoMRQVJwADNF3AAAQACAMDABc0mk33Azv/////OACYloAMCp01FRElBXzTcABwNAKptZXNzYWdlLTEzAMDAwADLQnoMRQbQ' +
  'cADM+sDAAAEEAADAwAHNJpN9wM7/////zgAmJaADAsDcABwOAKptZXNzYWdlLTE0AMCpc2Vzc2lvbi0xDsDLQnoMRQbQgADM+stCegxFBUngAM' +
  '0XcAABAAIAwMABzSaTfcDO/////84AJiWgAwLA3AAUDwCqbWVzc2FnZS0xNQCndXNlci3DvAAPpnNob3ctMctCegxFBtCQAMz6wMAAwAQAANku' +
  'eyJwcmljZSI6MTkuOTksIm5lc3RlZCI6eyJsaXN0IjpbMSxudWxsLCJ4Il19fdkxeyJ1c2VyQWdlbnQiOiJNb3ppbGxhLzUuMCIsImNhcnRiZW' +
  'F0Ijp7InNlcSI6MTV9fd4ABqljb21tZW50SWSjYy0xpHRleHTZMuWlveeci++8gfCfkZcg4Lij4Liy4LiE4Liy4LmA4LiX4LmI4Liy4LmE4Lir' +
  '4Lij4LmIpGxhbmeiemimYXV0aG9ywKRyb2xlpnZpZXdlcqdyZXBseVRvwNwAFBCmTmFtZSA0qm1lc3NhZ2UtMTapdmlzaXRvci0ywAAQAMtCeg' +
  'xFBtCgAMz6y0J6DEUFSgAAzRdwAAEAAgDZLnsicHJpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJdfX3ZMXsidXNlckFn' +
  'ZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjE2fX3eAAKocmVhY3Rpb26m4p2k77iPpWNvdW50BdwAFBEAqm1lc3NhZ2UtMT' +
  'cAwAARwMtCegxFBtCwAMz6wMAAAQQAANkueyJwcmljZSI6MTkuOTksIm5lc3RlZCI6eyJsaXN0IjpbMSxudWxsLCJ4Il19fdkxeyJ1c2VyQWdl' +
  'bnQiOiJNb3ppbGxhLzUuMCIsImNhcnRiZWF0Ijp7InNlcSI6MTd9fd4AAaZ0YXJnZXSkbGluZdwAFBIAqm1lc3NhZ2UtMTgAwAASpnNob3ctMc' +
  'tCegxFBtDAAMz6y0J6DEUFSiAAzRdwAAEAAgDZLnsicHJpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJdfX3ZMXsidXNl' +
  'ckFnZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjE4fX3eAAWpcHJvZHVjdElko3AtMahxdWFudGl0eQKrcHJpY2VfbWlub3' +
  'LNB8+oY3VycmVuY3mjRVVSpXRpdGxlsUxhbXBlIMKrS3JhbmljaMK73AAUEwCqbWVzc2FnZS0xOQDAABMAy0J6DEUG0NAAzPrAwADABAAA2S57' +
  'InByaWNlIjoxOS45OSwibmVzdGVkIjp7Imxpc3QiOlsxLG51bGwsIngiXX192TF7InVzZXJBZ2VudCI6Ik1vemlsbGEvNS4wIiwiY2FydGJlYX' +
  'QiOnsic2VxIjoxOX193gAFqXByb2R1Y3RJZKNwLTGocXVhbnRpdHkCq3ByaWNlX21pbm9yzQfPqGN1cnJlbmN5o0VVUqV0aXRsZbFMYW1wZSDC' +
  'q0tyYW5pY2jCu9wAFBSmTmFtZSA1qm1lc3NhZ2UtMjAAp3VzZXItw7zAwMDLQnoMRQbQ4ADM+stCegxFBUpAAM0XcKVzaG9wQQEAAgDZLnsicH' +
  'JpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJdfX3ZMXsidXNlckFnZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6' +
  'eyJzZXEiOjIwfX3eAAWpcHJvZHVjdElko3AtMahxdWFudGl0eQKrcHJpY2VfbWlub3LNB8+oY3VycmVuY3mjRVVSpXRpdGxlsUxhbXBlIMKrS3' +
  'JhbmljaMK73AAUFQCqbWVzc2FnZS0yMQDAqXNlc3Npb24tMRWmc2hvdy0xy0J6DEUG0PAAzPrAwAABBAAA2S57InByaWNlIjoxOS45OSwibmVz' +
  'dGVkIjp7Imxpc3QiOlsxLG51bGwsIngiXX192TF7InVzZXJBZ2VudCI6Ik1vemlsbGEvNS4wIiwiY2FydGJlYXQiOnsic2VxIjoyMX193gAFqX' +
  'Byb2R1Y3RJZKNwLTGocXVhbnRpdHkCq3ByaWNlX21pbm9yzQfPqGN1cnJlbmN5o0VVUqV0aXRsZbFMYW1wZSDCq0tyYW5pY2jCu9wAFBYAqm1l' +
  'c3NhZ2UtMjIAwAAWAMtCegxFBtEAAMz6y0J6DEUFSmAAzRdwAAEAAgDZLnsicHJpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbC' +
  'wieCJdfX3ZMXsidXNlckFnZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjIyfX3eAAWpcHJvZHVjdElko3AtMahxdWFudGl0' +
  'eQKrcHJpY2VfbWlub3LNB8+oY3VycmVuY3mjRVVSpXRpdGxlsUxhbXBlIMKrS3JhbmljaMK73AAUFwCqbWVzc2FnZS0yMwDAABfAy0J6DEUG0R' +
  'AAzPrAwADABAAA2S57InByaWNlIjoxOS45OSwibmVzdGVkIjp7Imxpc3QiOlsxLG51bGwsIngiXX192TF7InVzZXJBZ2VudCI6Ik1vemlsbGEv' +
  'NS4wIiwiY2FydGJlYXQiOnsic2VxIjoyM3193gACqmNoZWNrb3V0SWTApWxpbmVzkd4ABKlwcm9kdWN0SWSjcC0xqHF1YW50aXR5AqtwcmljZV' +
  '9taW5vcs0Hz6hjdXJyZW5jeaNFVVLcABQYpk5hbWUgNqptZXNzYWdlLTI0qXZpc2l0b3ItM8AAGKZzaG93LTHLQnoMRQbRIADM+stCegxFBUqA' +
  'AM0XcAABAAIA2S57InByaWNlIjoxOS45OSwibmVzdGVkIjp7Imxpc3QiOlsxLG51bGwsIngiXX192TF7InVzZXJBZ2VudCI6Ik1vemlsbGEvNS' +
  '4wIiwiY2FydGJlYXQiOnsic2VxIjoyNH193gAEp29yZGVySWSjby0xpXRvdGFs3gACrGFtb3VudF9taW5vcs0PnqhjdXJyZW5jeaNFVVKlbGlu' +
  'ZXOR3gAEqXByb2R1Y3RJZKNwLTGocXVhbnRpdHkCq3ByaWNlX21pbm9yzQfPqGN1cnJlbmN5o0VVUqZzZW50QnmnYnJvd3NlctwAFBkAqm1lc3' +
  'NhZ2UtMjUAp3VzZXItw7wAGQDLQnoMRQbRMADM+sDAAAEEAADZLnsicHJpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJd' +
  'fX3ZMXsidXNlckFnZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjI1fX3eAAKnb3JkZXJJZKNvLTGldG90YWzA3AAUGgCqbW' +
  'Vzc2FnZS0yNgDAABrAy0J6DEUG0UAAzPrLQnoMRQVKoADNF3AAAQACANkueyJwcmljZSI6MTkuOTksIm5lc3RlZCI6eyJsaXN0IjpbMSxudWxs' +
  'LCJ4Il19fdkxeyJ1c2VyQWdlbnQiOiJNb3ppbGxhLzUuMCIsImNhcnRiZWF0Ijp7InNlcSI6MjZ9fd4AB6V0aXRsZalBYmVuZHNob3eoc2hvd0' +
  'tpbmSkZGVtb6djaGFubmVspHNpdGWkaG9zdKRNaXJhqGN1cnJlbmN5o0VVUq9wbGFubmVkU3RhcnRfbXPLQnoMRQbAAACocHJvZHVjdHOR3gAF' +
  'qXByb2R1Y3RJZKNwLTGldGl0bGWlTGFtcGWmbnVtYmVyAatwcmljZV9taW5vcs0Hz6VpbWFnZcDcABQbAKptZXNzYWdlLTI3AMDAwKZzaG93LT' +
  'HLQnoMRQbRUADM+sDAAMAEAADZLnsicHJpY2UiOjE5Ljk5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJdfX3ZMXsidXNlckFnZW50Ijoi' +
  'TW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjI3fX3eAAeldGl0bGWpQWJlbmRzaG93qHNob3dLaW5kpGRlbW+nY2hhbm5lbKRzaXRlpG' +
  'hvc3SkTWlyYahjdXJyZW5jeaNFVVKvcGxhbm5lZFN0YXJ0X21zy0J6DEUGwAAAqHByb2R1Y3Rzkd4ABalwcm9kdWN0SWSjcC0xpXRpdGxlpUxh' +
  'bXBlpm51bWJlcgGrcHJpY2VfbWlub3LNB8+laW1hZ2XA3AAUHKZOYW1lIDeqbWVzc2FnZS0yOADAqXNlc3Npb24tMRwAy0J6DEUG0WAAzPrLQn' +
  'oMRQVKwADNF3AAAQACANkueyJwcmljZSI6MTkuOTksIm5lc3RlZCI6eyJsaXN0IjpbMSxudWxsLCJ4Il19fdkxeyJ1c2VyQWdlbnQiOiJNb3pp' +
  'bGxhLzUuMCIsImNhcnRiZWF0Ijp7InNlcSI6Mjh9fd4AB6V0aXRsZalBYmVuZHNob3eoc2hvd0tpbmSkZGVtb6djaGFubmVspHNpdGWkaG9zdK' +
  'RNaXJhqGN1cnJlbmN5o0VVUq9wbGFubmVkU3RhcnRfbXPLQnoMRQbAAACocHJvZHVjdHOR3gAFqXByb2R1Y3RJZKNwLTGldGl0bGWlTGFtcGWm' +
  'bnVtYmVyAatwcmljZV9taW5vcs0Hz6VpbWFnZcDcABQdAKptZXNzYWdlLTI5AMAAHcDLQnoMRQbRcADM+sDAAAEEAADZLnsicHJpY2UiOjE5Lj' +
  'k5LCJuZXN0ZWQiOnsibGlzdCI6WzEsbnVsbCwieCJdfX3ZMXsidXNlckFnZW50IjoiTW96aWxsYS81LjAiLCJjYXJ0YmVhdCI6eyJzZXEiOjI5' +
  'fX3eAAaobW9tZW50SWSjbS0xqm1vbWVudEtpbmSjcGlupXRpdGxlwKlwcm9kdWN0SWSjcC0xq3ByaWNlX21pbm9ywKllbmRzQXRfbXPLQnoMRZ' +
  'k8AADcABQeAKptZXNzYWdlLTMwAKd1c2VyLcO8AB6mc2hvdy0xy0J6DEUG0YAAzPrLQnoMRQVK4ADNF3AAAQACANkueyJwcmljZSI6MTkuOTks' +
  'Im5lc3RlZCI6eyJsaXN0IjpbMSxudWxsLCJ4Il19fdkxeyJ1c2VyQWdlbnQiOiJNb3ppbGxhLzUuMCIsImNhcnRiZWF0Ijp7InNlcSI6MzB9fd' +
  '4ABqhtb21lbnRJZKNtLTGqbW9tZW50S2luZKNwaW6ldGl0bGXAqXByb2R1Y3RJZKNwLTGrcHJpY2VfbWlub3LAqWVuZHNBdF9tc8tCegxFmTwA' +
  'ANwAFB8Aqm1lc3NhZ2UtMzEAwAAfAMtCegxFBtGQAMz6wMAAwAQAANkueyJwcmljZSI6MTkuOTksIm5lc3RlZCI6eyJsaXN0IjpbMSxudWxsLC' +
  'J4Il19fdkxeyJ1c2VyQWdlbnQiOiJNb3ppbGxhLzUuMCIsImNhcnRiZWF0Ijp7InNlcSI6MzF9fcCRmKRkZW1vy0J6DEUG0sAAwKltYWxmb3Jt' +
  'ZWSwcHJvcGVydGllcy5wcmljZbVhIG5vbi1uZWdhdGl2ZSBudW1iZXKlIk5hTiKweyJ0eXBlIjoidHJhY2sifQ=='
