// A small evening through the public door of a real service: forty viewers, fourteen orders, forty-five comments, and a
// hundred visitors of the store. What it comes to is worked out by hand beside it.
import type { Service } from './service.ts'

export const SHOW = 'small-evening'
/** Show seconds a second, so that windows close while a test waits. */
export const RATE = 10

const VIEWERS = 40
const PAN = { product_id: 'pan', name: 'Cast-iron pan', price_minor: 3900, currency: 'EUR', quantity: 1 }
const LID = { product_id: 'lid', name: 'Glass lid', price_minor: 1000, currency: 'EUR', quantity: 1 }

/**
 * By hand. 40 joined at second 1; ten left at 10 with 9 s played, thirty at 16 with 15 s: 90 + 450 s are 9 min.
 * All saw the pan and 20 the lid (60 seen), 20 clicked the pan and 4 the lid (24), 12 bought a pan and two of those a lid:
 * 14 orders, 12 buyers, 12 x 39 + 2 x 10 = 488 euros. In the store 10 of 100 bought a pan.
 * The ratio's bounds by inverting the score test numerically over a grid of rates, the difference's from Wilson's.
 */
export const EVENING = {
  peak: '40',
  viewers: '40',
  median: '15 s',
  watched: '9 min',
  comments: '45',
  orders: '14',
  revenue: '€488',
  show: '30.0 %',
  store: '10.0 %',
  ratio: '3.0×',
  ratioRange: '1.4 to 6.3',
  difference: '+20.00 pt',
  differenceRange: '5.95 to 36.07',
  // CTR 24 of 60, CTOR 14 of 24; GPM waits for 1,000 impressions, here and below.
  all: ['40.0 %', '58.3 %', 'not yet', '14', '€488.00', '30.0 %', '10.0 %'],
  // CTR 20 of 40, CTOR 12 of 20.
  pan: ['50.0 %', '60.0 %', 'not yet', '12', '€468.00', '30.0 %', '10.0 %'],
  // CTR 4 of 20, CTOR 2 of 4; 2 of 40 viewers, nobody in the store.
  lid: ['20.0 %', '2 of 4', 'not yet', '2', '€20.00', '5.00 %', '0.00 %'],
} as const

export async function host(service: Service, method: string, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(service.url + path, { method, headers, body: JSON.stringify(body) })
  if (answer.status !== 202) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}

/** Starts the show, pins the pan, and sends what viewers and the store's visitors did. */
export async function playEvening(service: Service): Promise<void> {
  const products = [PAN, LID].map((product, i) => ({
    productId: product.product_id,
    title: product.name,
    number: i + 1,
    price_minor: product.price_minor,
    image: null,
  }))
  const said = { title: 'Small evening', kind: 'demo', channel: 'site', host: 'Mira', currency: 'EUR', products }
  await host(service, 'POST', `/v1/shows/${SHOW}/start`, said)
  await host(service, 'POST', `/v1/shows/${SHOW}/moments`, { momentId: 'pin-pan', kind: 'pin', productId: 'pan' })
  const from_ms = service.clock()
  await send(service, store(from_ms))
  // What is said of a time must not lie ahead of the service's clock.
  while (service.clock() < from_ms + 18_000) await new Promise((resolve) => setImmediate(resolve))
  await send(service, viewers(from_ms))
}

export async function endEvening(service: Service): Promise<void> {
  await host(service, 'POST', `/v1/shows/${SHOW}/end`, {})
}

type Wire = Readonly<Record<string, unknown>>

async function send(service: Service, batch: readonly Wire[]): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa('demo:')}` }
  const body = JSON.stringify({ batch, sentAt: new Date(service.clock()).toISOString() })
  const answer = await fetch(`${service.url}/v1/batch`, { method: 'POST', headers, body })
  if (answer.status !== 200) throw new Error(`batch: ${answer.status} ${await answer.text()}`)
}

let messages = 0
function wire(visitor: string, showId: string | null, at_ms: number, event: string, properties: Wire): Wire {
  return {
    type: 'track',
    event,
    messageId: `evening-${messages++}`,
    anonymousId: visitor,
    timestamp: new Date(at_ms).toISOString(),
    properties,
    context: { cartbeat: { sessionId: `${visitor}.1`, ...(showId !== null && { showId }), channel: 'site' } },
  }
}

function viewers(from_ms: number): readonly Wire[] {
  return Array.from({ length: VIEWERS }, (_, i) => {
    const n = i + 1
    const at = (second: number, event: string, properties: Wire): Wire =>
      wire(`viewer-${n}`, SHOW, from_ms + second * 1000 + n, event, properties)
    const order = (second: number, line: typeof PAN): Wire =>
      at(second, 'Order Completed', {
        order_id: `${line.product_id}-${n}`,
        total_minor: line.price_minor,
        currency: 'EUR',
        products: [line],
      })
    const says = (second: number, text: string): Wire =>
      at(second, 'Live Comment Posted', { comment_id: `${second}-${n}`, text, lang: 'en', role: 'viewer' })
    return [
      at(1, 'Video Playback Started', { played_ms: 0 }),
      at(1.2, 'Video Content Started', { startup_ms: 200 }),
      at(3, 'Live Product Seen', PAN),
      ...(n <= 20 ? [at(4, 'Live Product Seen', LID), at(5, 'Product Clicked', PAN)] : []),
      ...(n <= 4 ? [at(5.5, 'Product Clicked', LID)] : []),
      ...(n <= 12 ? [order(7, PAN)] : []),
      ...(n <= 2 ? [order(8, LID)] : []),
      says(9, `Comment ${n}`),
      ...(n <= 5 ? [says(9.5, `Does it fit induction ${n}?`)] : []),
      n > 30
        ? at(10.2, 'Video Playback Exited', { played_ms: 9000 })
        : at(16.2, 'Video Playback Exited', { played_ms: 15_000 }),
    ]
  }).flat()
}

function store(at_ms: number): readonly Wire[] {
  return Array.from({ length: 100 }, (_, i) => {
    const visitor = `visitor-${i + 1}`
    const bought = { order_id: `store-${i + 1}`, total_minor: 3900, currency: 'EUR', products: [PAN] }
    return [
      wire(visitor, null, at_ms, 'Product Viewed', PAN),
      ...(i < 10 ? [wire(visitor, null, at_ms, 'Order Completed', bought)] : []),
    ]
  }).flat()
}
