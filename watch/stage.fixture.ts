// The watch page with a show that a test (or a look at it) directs, and a collector that keeps what came.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import type { CatalogueEntry } from '../events/contract.ts'
import { createRecords, type Records } from '../sdk/records.fixture.ts'
import { createWatch } from './app.ts'
import type { WatchComment, WatchShow } from './contract.ts'

const product = (number: number, productId: string, title: string, price_minor: number): CatalogueEntry => ({
  productId,
  title,
  number,
  price_minor,
  image: null,
})

const KITCHEN: WatchShow = {
  showId: 'autumn-kitchen',
  title: 'Autumn Kitchen Live',
  host: 'Mira',
  currency: 'EUR',
  live: true,
  viewers: 12847,
  products: [
    product(1, 'chefs-knife', 'Chef’s knife 20 cm', 5900),
    product(2, 'oak-board', 'Oak cutting board', 4490),
    product(3, 'cast-iron-pan', 'Cast-iron pan 26 cm', 4900),
    product(4, 'enamel-pot', 'Enamel pot 4 L', 5900),
    product(5, 'pepper-mill', 'Pepper mill', 3450),
    product(6, 'linen-apron', 'Linen apron', 2950),
    product(7, 'bowl-set', 'Bowl set of four', 4590),
    product(8, 'kitchen-scale', 'Kitchen scale', 3200),
    product(9, 'spice-box', 'Spice box', 2490),
    product(10, 'rice-cooker', 'Rice cooker 1.8 L', 7990),
    product(11, 'tea-kettle', 'Tea kettle 1.2 L', 5490),
    product(12, 'steel-tongs', 'Steel tongs', 1230),
  ],
  pinnedProductId: 'cast-iron-pan',
  offer_minor: 3900,
}

const STREET: WatchShow = {
  ...KITCHEN,
  showId: 'street-style',
  title: 'Street Style Friday',
  host: 'Kai & Nok',
  currency: 'USD',
  products: [
    product(1, 'boxy-hoodie', 'Boxy hoodie', 5400),
    product(2, 'cargo-trousers', 'Cargo trousers', 6800),
    product(3, 'canvas-sneakers', 'Canvas sneakers', 7200),
    product(4, 'bucket-hat', 'Bucket hat', 2400),
    product(5, 'coach-jacket', 'Coach jacket', 8900),
    product(6, 'mesh-bag', 'Mesh cross-body bag', 3300),
    product(7, 'ribbed-tee', 'Ribbed tee', 2150),
    product(8, 'wool-socks', 'Wool socks, three pairs', 1875),
  ],
  pinnedProductId: 'boxy-hoodie',
  offer_minor: null,
}

export interface Stage {
  readonly url: string
  readonly records: Records
  /** Change to change what is on. */
  readonly shows: Map<string, WatchShow>
  readonly comments: WatchComment[]
  close(): Promise<void>
}

export async function startStage(port = 0): Promise<Stage> {
  const records = createRecords()
  const shows = new Map([KITCHEN, STREET].map((show) => [show.showId, show]))
  const comments: WatchComment[] = []
  const app = new Hono()
  app.post('/v1/batch', async (c) => {
    const { status, headers } = records.take(await c.req.text(), c.req.header('content-type') ?? '')
    return new Response('{}', { status, headers: { ...headers } })
  })
  app.route(
    '/watch',
    createWatch({
      clock: Date.now,
      writeKey: 'demo',
      shows: [KITCHEN, STREET],
      show: (showId) => shows.get(showId) ?? null,
      comments: () => comments,
    }),
  )
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records,
    shows,
    comments,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
