// The pages that read the record, on a real service with a small evening: what stands on them is what was worked out by
// hand. List, merchandiser's page, and the page a finished show keeps.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../testing/chromium.ts'
import { EVENING, endEvening, playEvening, RATE, SHOW } from './evening.fixture.ts'
import { startService, type Service } from './service.ts'

let browser: Browser
let service: Service
let page: Page
let dataDir: string
let axe: string
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-report-'))
  const now_ms = Date.now()
  service = await startService({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    writeKeys: 'demo',
    adminToken: null,
    clockPlan: { realStart_ms: now_ms, showStart_ms: now_ms, rate: RATE },
  })
  axe = await readFile(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: DESK, locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce' })
})
afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Text as people see it: every kind of space is one. */
const seen = (text: string | null): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()
const textOf = async (testid: string): Promise<string> => seen(await page.getByTestId(testid).first().textContent())

const themeOf = () => page.evaluate(() => document.documentElement.dataset['theme'])

async function audit(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect.poll(themeOf).toBe(colorScheme)
    // Evaluated, not added as a script: the pages allow none but their own.
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
    })
    expect(found).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** Nothing stands out of a screen to the right, a phone's or a desk's. */
async function fits(): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size)
    // A plot is drawn anew once the browser has told it of its new width.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  }
}

it('tells how to begin where there is no show', async () => {
  await page.goto(`${service.url}/`)
  await page.getByRole('heading', { name: 'No show yet' }).waitFor()
  await page.getByText('npm run demo').waitFor()
  await page.getByText(`cartbeat.init({ url: '${service.url}'`).waitFor()
  await audit()
  await fits()
})

it('lists a show while it runs and once it is over', async () => {
  await playEvening(service)
  const row = page.getByTestId('show')
  await row.getByText('Small evening').waitFor()
  await row.getByText('LIVE').waitFor()
  await row.getByText('demo show · own site · Mira').waitFor()
  await endEvening(service)
  await row.getByText('LIVE').waitFor({ state: 'detached' })
  await service.idle()
  // Its last windows close half a minute behind its end.
  await expect.poll(async () => seen(await row.textContent()), { timeout: 20_000 }).toMatch(/40peak 40viewers/)
  const cells = (await row.locator('td').allTextContents()).map(seen).slice(2)
  expect(cells).toEqual(['40peak', '40viewers', '9 minwatched', '14orders', '€488revenue', '30.0 %conversion'])
  await row.getByRole('img', { name: 'Viewers over time, most 40' }).waitFor()
  await audit()
  await fits()
})

it('sets the products against the store', async () => {
  await page.goto(`${service.url}/shows/${SHOW}/products`)
  await page.getByTestId('product').nth(2).waitFor()
  expect(await textOf('lift')).toBe(EVENING.ratio)
  const verdict = seen(await page.getByRole('region', { name: 'Show against store' }).textContent())
  for (const part of [
    EVENING.ratioRange,
    `${EVENING.show} 18.07 to 45.43 12 of 40 viewers`,
    `${EVENING.store} 5.52 to 17.44 10 of 100 visitors`,
    `${EVENING.difference} ${EVENING.differenceRange}`,
  ]) {
    expect(verdict).toContain(part)
  }
  const basis = seen(await page.getByRole('region', { name: 'What is compared' }).textContent())
  expect(basis).toContain('same products, same days: 28 days')
  expect(basis).toContain('who comes to a show already wants to buy more')

  const numbers = async (row: number): Promise<string[]> => {
    const cells = page.getByTestId('product').nth(row).locator('td.n button')
    return (await cells.allTextContents()).map(seen)
  }
  expect(await numbers(0)).toEqual([...EVENING.all, `${EVENING.ratio} ${EVENING.ratioRange}`])
  expect(await numbers(1)).toEqual([...EVENING.pan, `${EVENING.ratio} ${EVENING.ratioRange}`])
  expect(await numbers(2)).toEqual([...EVENING.lid, 'not yet: show 2, store 0 of 10 buyers'])
  await audit()
  await fits()
})

it('gives the table away as a file, and prints it on light paper', async () => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  expect(file.suggestedFilename()).toBe(`${SHOW}-products.csv`)
  const [head = '', all = '', ...products] = (await readFile(await file.path(), 'utf8')).split('\r\n')
  const cells = Object.fromEntries(head.split(',').map((name, at) => [name, all.split(',')[at]]))
  expect(cells).toMatchObject({ show_buyers: '12', show_viewers: '40', store_buyers: '10', store_visitors: '100' })
  expect(products.map((line) => line.split(',')[2])).toEqual(['Cast-iron pan', 'Glass lid', undefined])

  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(themeOf).toBe('dark')
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await themeOf()).toBe('light')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await themeOf()).toBe('dark')
})

it.each([1340, 1280, 1180, 1100, 930])('keeps the labels of the ratios apart, %i wide', async (width) => {
  await page.setViewportSize({ width, height: 800 })
  const labels = page.locator('th.axis span:visible')
  await labels.first().waitFor()
  const boxes = (await labels.all()).map((label) => label.boundingBox())
  const [first, ...rest] = (await Promise.all(boxes)).map((box) => [box!.x, box!.x + box!.width] as const)
  let end = first![1]
  for (const [left, right] of rest) {
    expect(left).toBeGreaterThan(end)
    end = right
  }
  expect(rest.length).toBeGreaterThan(0)
})

it('is worked by keyboard: sorts, walks the numbers, tells how each is counted', async () => {
  await page.setViewportSize(DESK)
  const names = async (): Promise<string[]> =>
    (await page.getByTestId('product').locator('th b').allTextContents()).map(seen)
  expect(await names()).toEqual(['All products', 'Cast-iron pan', 'Glass lid'])
  const head = page.getByRole('columnheader', { name: /^product revenue/ })
  expect(await head.getAttribute('aria-sort')).toBe('descending')
  await head.getByRole('button', { name: 'product revenue' }).first().focus()
  await page.keyboard.press('Enter')
  expect(await head.getAttribute('aria-sort')).toBe('ascending')
  expect(await names()).toEqual(['All products', 'Glass lid', 'Cast-iron pan'])
  await page.keyboard.press('Enter')

  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent ?? '').then((text) => seen(text))
  await page.getByTestId('product').nth(0).locator('td.rat button').focus()
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe(`${EVENING.ratio} ${EVENING.ratioRange}`)
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowLeft')
  expect(await focused()).toBe(EVENING.pan[1])
  await page.keyboard.press('Enter')
  const card = page.getByRole('dialog', { name: 'How is this counted' })
  await card.getByText('metrics/ctor.sql').waitFor()
  expect(seen(await card.locator('.sum').textContent())).toBe('12 orders20 clicks60.0 % 38.66 to 78.12, Wilson 95 %')
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'detached' })
  expect(await focused()).toBe(EVENING.pan[1])
})

it('keeps what it knows when the service does not answer, and says so', async () => {
  await page.route('**/v1/shows/**', (route) => route.abort())
  await page.goto(`${service.url}/shows/${SHOW}/products`)
  await page.getByRole('alert').getByText('No answer from the service').waitFor()
  await audit()
  await page.unroute('**/v1/shows/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByTestId('lift').waitFor()
  expect(await textOf('lift')).toBe(EVENING.ratio)

  await page.goto(`${service.url}/`)
  await page.getByTestId('show').waitFor()
  await page.route('**/v1/shows', (route) => route.abort())
  await page.getByText('These are the shows of').waitFor()
  expect(seen(await page.getByTestId('show').textContent())).toContain('40peak')
  await page.unroute('**/v1/shows')
})

it('keeps a page of the finished show', async () => {
  await page.goto(`${service.url}/shows/${SHOW}`)
  await page.getByTestId('peak').waitFor()
  await page.getByTestId('conversion').waitFor()
  await expect.poll(themeOf).toBe('light')
  expect(await textOf('peak')).toBe(EVENING.peak)
  expect(await textOf('unique')).toBe(EVENING.viewers)
  expect(await textOf('median')).toBe(EVENING.median)
  expect(await textOf('comments-count')).toBe(EVENING.comments)
  expect(await textOf('revenue')).toBe(EVENING.revenue)
  expect(await textOf('conversion')).toBe(EVENING.show)
  const figures = seen(await page.getByRole('region', { name: 'What it came to' }).textContent())
  expect(figures).toContain(`${EVENING.watched} in all`)
  expect(figures).toContain('14 orders by 12 buyers')
  expect(figures).toContain(`${EVENING.ratio} the store, ${EVENING.ratioRange}`)

  await page.getByRole('img', { name: /^Viewers from .* most 40 at .* with 1 moments?$/ }).waitFor()
  const moment = seen(await page.getByTestId('moment').textContent())
  // Nobody was there when the pin began; 45 comments, 14 orders, and 20 clicks on the pan that became 12 orders.
  for (const part of ['No. 1 Cast-iron pan', '45', '14', '€488', '2012 bought']) expect(moment).toContain(part)
  expect((await page.getByTestId('sold').allTextContents()).map(seen)).toEqual([
    expect.stringContaining('€468.00 12 orders'),
    expect.stringContaining('€20.00 2 orders'),
  ])
  const finality = await textOf('finality')
  expect(finality).toContain('provisional')
  expect(finality).toContain('orders1414')
  await page.getByText('Nothing lost:').waitFor()
  await audit()
  await fits()
})

it('lets all comments be read, page by page, and found', async () => {
  const comments = page.getByTestId('comments')
  await comments.getByText('page 1').waitFor()
  expect(await comments.locator('li').count()).toBe(40)
  await comments.getByRole('button', { name: 'Older' }).click()
  await comments.getByText('page 2').waitFor()
  await expect.poll(() => comments.locator('li').count()).toBe(5)
  // The oldest of all was the first viewer's.
  expect(seen(await comments.locator('li p').last().textContent())).toBe('Comment 1')
  await comments.getByRole('searchbox', { name: 'Find in comments' }).fill('INDUCTION')
  await expect.poll(() => comments.locator('li').allTextContents()).toHaveLength(5)
  await comments.getByText('Does it fit induction 5?').waitFor()
})

it('opens each page in what the person chose', async () => {
  await page.getByRole('button', { name: 'Use the dark theme' }).click()
  await page.goto(`${service.url}/`)
  await page.getByTestId('show').waitFor()
  expect(await themeOf()).toBe('dark')
})

it('has room for what no product has yet', async () => {
  await fetch(`${service.url}/v1/shows/to-come`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title: 'To come',
      currency: 'EUR',
      products: [{ productId: 'kettle', title: 'Kettle', number: 1, price_minor: 5490, image: null }],
    }),
  })
  await page.goto(`${service.url}/shows/to-come/products`)
  const row = page.getByTestId('product').nth(1)
  expect(seen(await row.locator('td.rat').textContent())).toBe('not yet: show 0, store 0 of 10 buyers–')
  await fits()
})

it('leads on to older shows where the list has more of them than a page', async () => {
  // A page of one show: there are two.
  await page.route(/\/v1\/shows(\?|$)/, (route) => {
    const url = new URL(route.request().url())
    url.searchParams.set('limit', '1')
    return route.continue({ url: url.href })
  })
  // The theme chosen above would hide one of the two that are looked at.
  await page.evaluate(() => localStorage.clear())
  await page.goto(`${service.url}/`)
  const older = page.getByRole('button', { name: 'Show older ones' })
  await page.getByText('Listed: the newest 1.').waitFor()
  expect(await page.getByTestId('show').count()).toBe(1)
  await audit()
  await fits()
  await older.click()
  await page.getByRole('link', { name: 'To come' }).waitFor()
  expect(await page.getByTestId('show').count()).toBe(2)
  await older.waitFor({ state: 'detached' })
  await page.unroute(/\/v1\/shows(\?|$)/)
})
