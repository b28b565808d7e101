// A person on the watch page: plays the stream in hls.js, talks, looks, buys, leaves; and what Cartbeat hears of it.
import { existsSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { fileURLToPath } from 'node:url'
import { nameOf, type Wired } from '../sdk/records.fixture.ts'
import { launchBrowser } from '../testing/chromium.ts'
import { startStage, type Stage } from './stage.fixture.ts'

let browser: Browser
let stage: Stage
let page: Page
let complaints: string[]

beforeAll(async () => {
  // `npm test` builds before it tests; building again would take the files from under tests that run beside this one.
  if (!existsSync(new URL('dist/index.html', import.meta.url)))
    await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), logLevel: 'error' })
  browser = await launchBrowser()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  stage = await startStage()
  page = await browser.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
})
afterEach(async () => {
  await page.close()
  await stage.close()
  expect(complaints).toEqual([])
})

const playTo = (position_s: number) =>
  page.waitForFunction((to) => document.querySelector('video')!.currentTime >= to, position_s, { timeout: 60_000 })
const sessionOf = (showId: string | null) =>
  stage.records.sessions().filter((events) => events[0]!.context.cartbeat.showId === showId)
const productIds = (events: readonly Wired[], name: string) =>
  events.filter((event) => nameOf(event) === name).map((event) => event.properties['product_id'])

it('hears in order what somebody does who watches, talks, buys and leaves', async () => {
  stage.comments.push({ commentId: 'x', author: 'Lena', role: 'viewer', text: 'Is it heavy?', lang: 'en', at_ms: 0 })
  await page.goto(`${stage.url}/watch/autumn-kitchen`)
  await playTo(1.5)
  await page.getByText('Is it heavy?').waitFor()
  await page.getByTestId('comment-input').fill('I have one, it is!')
  await page.getByTestId('comment-send').click()
  await page.getByText('I have one, it is!').waitFor()
  await page.getByTestId('react').first().click()
  await page.getByTestId('pinned-product').click()
  await page.getByTestId('add').click()
  await page.getByRole('button', { name: 'more' }).click()
  await page.getByTestId('checkout').click()
  await page.getByTestId('pay').click()
  await page.evaluate(() => {
    addEventListener('pagehide', () => {
      const { played } = document.querySelector('video')!
      let sum_s = 0
      for (let i = 0; i < played.length; i++) sum_s += played.end(i) - played.start(i)
      sessionStorage.setItem('played_ms', String(sum_s * 1000))
    })
  })
  const orderId = await page.getByTestId('order-id').textContent()
  await page.goto(`${stage.url}/watch/store`)
  await stage.records.until((events) => events.some((event) => nameOf(event) === 'Video Playback Exited'))

  const [events, ...others] = sessionOf('autumn-kitchen')
  expect(others).toEqual([])
  expect(events!.map((event) => event.context.cartbeat.seq)).toEqual(events!.map((_, i) => i))
  // What is seen, and whether it stalls, depends on the machine; the rest does not.
  const done = events!.filter((event) => !/Seen|Playing|Buffer/.test(nameOf(event)))
  expect(done.map(nameOf)).toEqual([
    'Video Playback Started',
    'page',
    'Video Content Started',
    'Live Comment Posted',
    'Live Reaction Sent',
    'Product Clicked',
    'Product Viewed',
    'Product Added',
    'Product Added',
    'Checkout Started',
    'Order Completed',
    'Video Playback Exited',
  ])
  const of = (name: string) => events!.find((event) => nameOf(event) === name)!
  expect(of('Live Comment Posted').properties).toMatchObject({ text: 'I have one, it is!', role: 'viewer' })
  expect(of('Product Clicked').properties).toMatchObject({ product_id: 'cast-iron-pan', price_minor: 3900 })
  // Two pans at the offer's price.
  expect(of('Order Completed').properties).toMatchObject({
    order_id: orderId,
    total_minor: 7800,
    currency: 'EUR',
    products: [{ product_id: 'cast-iron-pan', quantity: 2, price_minor: 3900 }],
  })

  // Three segments of 2 s behind the end of the playlist, and says so with everything.
  const { latency_ms, mediaTime_ms } = of('Live Comment Posted').context.cartbeat
  expect(latency_ms).toBeGreaterThan(5_000)
  expect(latency_ms).toBeLessThan(9_000)
  const behind_ms = Date.parse(of('Live Comment Posted').timestamp) - mediaTime_ms!
  // hls.js measures to the end of the playlist, which is as much as a segment behind what is being filmed.
  expect(Math.abs(behind_ms - latency_ms!)).toBeLessThan(2_500)
  expect(of('Video Playback Exited').properties['bitrate_bps']).toBeGreaterThan(50_000)
  const played_ms = events!.reduce((sum, event) => sum + Number(event.properties['played_ms'] ?? 0), 0)
  // The browser's own account of what it played, as the page went.
  const browsers_ms = Number(await page.evaluate(() => sessionStorage.getItem('played_ms')))
  expect(browsers_ms).toBeGreaterThan(500)
  expect(Math.abs(played_ms - browsers_ms)).toBeLessThan(40)
})

it('follows the host: the pinned product changes and is seen anew', async () => {
  await page.goto(`${stage.url}/watch/autumn-kitchen`)
  await page.locator('[data-testid=pinned-product][data-product-id=cast-iron-pan]').waitFor()
  await stage.records.until((events) => productIds(events, 'Live Product Seen').includes('cast-iron-pan'))
  const show = stage.shows.get('autumn-kitchen')!
  stage.shows.set('autumn-kitchen', { ...show, pinnedProductId: 'steel-tongs', offer_minor: null })
  await page.locator('[data-testid=pinned-product][data-product-id=steel-tongs]').waitFor()
  await stage.records.until((events) => productIds(events, 'Live Product Seen').includes('steel-tongs'))
})

it('is a visit to the store on the store page, at the usual price', async () => {
  await page.goto(`${stage.url}/watch/store`)
  await page.locator('[data-product-id=cast-iron-pan]').click()
  await page.getByTestId('add').click()
  await page.getByTestId('checkout').click()
  await page.getByTestId('pay').click()
  await stage.records.until((events) => events.some((event) => nameOf(event) === 'Order Completed'))
  const events = stage.records.events()
  expect(new Set(events.map((event) => event.context.cartbeat.showId))).toEqual(new Set([null]))
  const order = events.find((event) => nameOf(event) === 'Order Completed')!
  expect(order.properties['total_minor']).toBe(4900)
})

it('plays over the end of the loop without a break', async () => {
  await page.goto(`${stage.url}/watch/street-style`)
  await playTo(1)
  // Longer than the 20 s of the loop, wherever in it this began.
  const from_s = await page.evaluate(() => document.querySelector('video')!.currentTime)
  await playTo(from_s + 23)
  const { error, stretches, segments } = await page.evaluate(() => {
    const video = document.querySelector('video')!
    return {
      error: video.error?.message ?? null,
      stretches: video.buffered.length,
      segments: performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.m4s')).length,
    }
  })
  expect(error).toBeNull()
  // One stretch: no hole where the loop begins again.
  expect(stretches).toBe(1)
  expect(segments).toBeGreaterThan(11)
})

it('tells how long a viewer on a bad network waited', async () => {
  await page.goto(`${stage.url}/watch/autumn-kitchen`)
  await playTo(1)
  await page.evaluate(() => {
    const video = document.querySelector('video')!
    let since = 0
    const waits: number[] = []
    Object.assign(window, { waits, waitsFor: () => (since ? performance.now() - since : 0) })
    video.addEventListener('waiting', () => (since ||= performance.now()))
    video.addEventListener('playing', () => {
      if (since) waits.push(performance.now() - since)
      since = 0
    })
  })
  let mend: () => void = () => {}
  const mended = new Promise<void>((resolve) => (mend = resolve))
  await page.route('**/*.m4s', async (route) => {
    await mended
    await route.continue().catch(() => {})
  })
  await page.waitForFunction(() => (window as unknown as { waitsFor(): number }).waitsFor() > 1000)
  mend()
  await page.waitForFunction(() => (window as unknown as { waits: number[] }).waits.some((wait) => wait > 1000))
  const waits = await page.evaluate(() => (window as unknown as { waits: number[] }).waits)
  await page.goto(`${stage.url}/watch/store`)
  await stage.records.until((events) => events.some((event) => nameOf(event) === 'Video Playback Exited'))
  const [events] = sessionOf('autumn-kitchen')
  const reported = events!.filter((event) => nameOf(event) === 'Video Playback Buffer Completed')
  const longest_ms = Math.max(...reported.map((event) => Number(event.properties['rebuffer_ms'])))
  expect(Math.abs(longest_ms - Math.max(...waits))).toBeLessThan(50)
})

it('has no page for shows there are not', async () => {
  const answer = await page.goto(`${stage.url}/watch/no-such-show`)
  expect(answer!.status()).toBe(404)
  await page.getByText('Nothing is on here').waitFor()
  complaints = complaints.filter((line) => !line.includes('404'))
})

it('keeps its text readable and its controls named', async () => {
  await page.goto(`${stage.url}/watch/autumn-kitchen`)
  await page.locator('[data-testid=pinned-product]').waitFor()
  await page.addScriptTag({ path: fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)) })
  const audit = () =>
    page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)
    })
  for (const colorScheme of ['dark', 'light'] as const) {
    // Still: halfway through a fade every colour is pale.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await audit()).toEqual([])
  }
  await page.getByTestId('pinned-product').click()
  expect(await audit()).toEqual([])
  await page.getByTestId('add').click()
  expect(await audit()).toEqual([])
})
