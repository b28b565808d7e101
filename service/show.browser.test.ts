// A person watches the real stream on the watch page while the host's page is open beside it: each act is on the glass and
// in the tables.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../testing/chromium.ts'
import { readConfig, type ServiceConfig } from './config.ts'
import { startStage, type Demo } from './demo.ts'

const SHOW = 'autumn-kitchen'

let browser: Browser
let dataDir: string
let config: ServiceConfig

beforeAll(async () => {
  browser = await launchBrowser()
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-show-'))
  config = readConfig([], { PORT: '0', CARTBEAT_DATA_DIR: dataDir, CARTBEAT_WRITE_KEYS: 'demo' })
})
afterAll(async () => {
  await browser?.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function call(demo: Demo, method: string, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(demo.service.url + path, { method, headers, body: JSON.stringify(body) })
  expect(answer.status, await answer.text()).toBe(202)
}

it('shows the host what one viewer does, act by act', async () => {
  const demo = await startStage({ ...config, dataDir }, 1)
  const pan = { productId: 'pan-26', title: 'Cast-iron pan 26 cm', number: 1, price_minor: 4900, image: null }
  const declaration = { title: 'Autumn Kitchen Live', kind: 'demo', channel: 'site', host: 'Mira', currency: 'EUR' }
  await call(demo, 'PUT', `/v1/shows/${SHOW}`, { ...declaration, products: [pan] })
  await call(demo, 'POST', `/v1/shows/${SHOW}/start`, {})
  await call(demo, 'POST', `/v1/shows/${SHOW}/moments`, { kind: 'pin', productId: 'pan-26' })

  const host = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await host.goto(demo.showUrl)
  const viewers = host.getByTestId('viewers-now')
  const shows = (count: string) => viewers.getByText(count, { exact: true }).first().waitFor()
  await shows('0')

  const viewer = await browser.newPage()
  await viewer.goto(demo.watchUrl)
  await viewer.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1, null, { timeout: 60_000 })
  await shows('1')

  await viewer.getByTestId('comment-input').fill('Does it work on induction?')
  await viewer.getByTestId('comment-send').click()
  await host.getByTestId('comments').getByText('Does it work on induction?').waitFor()

  await viewer.getByTestId('pinned-product').click()
  await viewer.getByTestId('add').click()
  await viewer.getByTestId('checkout').click()
  await viewer.getByTestId('pay').click()
  const orderId = await viewer.getByTestId('order-id').textContent()
  await host.getByTestId('revenue').getByText('€49.00').first().waitFor()

  await viewer.close({ runBeforeUnload: true })
  await shows('0')

  await demo.service.idle()
  const kinds = await demo.service.store.query<{ kind: string; count: number }>(
    `SELECT kind, count() AS count FROM events WHERE show_id = '${SHOW}' AND source = 'demo' AND kind IN
      ('chat.posted', 'product.clicked', 'product.added', 'checkout.started', 'order.completed', 'player.exited')
      GROUP BY kind ORDER BY kind`,
  )
  expect(kinds).toEqual([
    { kind: 'chat.posted', count: 1 },
    { kind: 'checkout.started', count: 1 },
    { kind: 'order.completed', count: 1 },
    { kind: 'player.exited', count: 1 },
    { kind: 'product.added', count: 1 },
    { kind: 'product.clicked', count: 1 },
  ])
  const orders = await demo.service.store.query('SELECT order_id, show_id, total_minor, currency FROM orders')
  expect(orders).toEqual([{ order_id: orderId?.trim(), show_id: SHOW, total_minor: 4900, currency: 'EUR' }])
  await host.close()
  await demo.stop()
})
