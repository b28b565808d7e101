// The console in a browser, on the real service: what an analyst does, and what they are told when it does not work.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tableFromIPC } from 'apache-arrow'
import type { Browser, BrowserContext, Download, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startService, type Service } from '../../../../service/service.ts'
import { violationsOn } from '../../../../testing/axe.ts'
import { launchBrowser } from '../../../../testing/chromium.ts'
import { EXAMPLES } from './examples.ts'

let browser: Browser
let context: BrowserContext
let page: Page
let service: Service
let dataDir: string
let complaints: string[]

beforeAll(async () => {
  const dist = new URL('../../../dist/index.html', import.meta.url)
  // `npm test` builds before it tests.
  if (!existsSync(dist))
    await build({ configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)), logLevel: 'error' })
  browser = await launchBrowser()
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-sql-'))
  service = await startService({ host: '127.0.0.1', port: 0, dataDir, writeKeys: 'demo', adminToken: null })
  const answer = await fetch(`${service.url}/v1/shows/autumn-kitchen`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Autumn Kitchen Live', kind: 'demo', channel: 'site', currency: 'EUR' }),
  })
  expect(answer.status).toBe(202)
  await service.idle()
})
afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await rm(dataDir, { recursive: true, force: true })
})
beforeEach(async () => {
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
})
afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

const ask = async (sql: string): Promise<void> => {
  await page.getByTestId('sql-editor').fill(sql)
  await page.keyboard.press('Control+Enter')
}
/** Waits for a result of so many. */
const rows = (text: string) => page.locator('[data-testid=rows]', { hasText: new RegExp(`^${text}$`) }).waitFor()
const cells = (row: number) =>
  page.locator(`tr[aria-rowindex="${row}"] td:not(:first-child):not(:last-child)`).allTextContents()

it('opens a metric from its link, says what it means and runs it', async () => {
  await page.goto(`${service.url}/sql?metric=ctr`)
  await rows('1 row')
  expect(await page.getByTestId('sql-editor').inputValue()).toContain('FROM show_totals')
  await page
    .getByRole('article', { name: 'What it means' })
    .getByText('Product clicks divided by product impressions.')
    .waitFor()
  // The only show there is was chosen for {show:String}; nobody clicked in it.
  expect(await page.getByRole('combobox').inputValue()).toBe('autumn-kitchen')
  expect(await cells(2)).toEqual(['NULL', '0', '0'])
})

it('lets a show be named that is too old for its list', async () => {
  await page.route('**/v1/shows', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), next: 'more' } })
  })
  await page.goto(`${service.url}/sql`)
  await page.getByTestId('sql-editor').fill('SELECT {show:String} AS named')
  const show = page.getByRole('combobox', { name: 'show' })
  // Chosen once the list has come.
  await expect.poll(() => show.inputValue()).toBe('autumn-kitchen')
  await page.getByTestId('run').click()
  await expect.poll(() => cells(2)).toEqual(['autumn-kitchen'])
  await show.fill('old')
  await page.getByTestId('run').click()
  await expect.poll(() => cells(2)).toEqual(['old'])
})

it('runs with Control and Enter, shows numbers to the right and only the rows in sight', async () => {
  await page.goto(`${service.url}/sql`)
  await ask(`SELECT number AS n, concat('row ', toString(number)) AS t FROM numbers(50000)`)
  await rows('50,000 rows')
  expect(await cells(2)).toEqual(['0', 'row 0'])
  const aligned = await page
    .locator('tr[aria-rowindex="2"] td')
    .evaluateAll((all) => all.map((td) => getComputedStyle(td).textAlign))
  expect(aligned.slice(1, 3)).toEqual(['right', 'start'])
  expect(await page.locator('tbody tr').count()).toBeLessThan(80)
  await page.getByRole('region', { name: 'Result' }).evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight))
  await page.getByText('row 49999', { exact: true }).waitFor()
  expect(await cells(50_001)).toEqual(['49,999', 'row 49999'])
  expect(await page.locator('tbody tr').count()).toBeLessThan(80)
})

it('draws numbers by their name beside the rows, until the chart is put away', async () => {
  await page.goto(`${service.url}/sql`)
  await ask(`SELECT arrayJoin(['low', 'high']) AS tide, length(tide) AS metres, metres * 2 AS feet ORDER BY feet`)
  await rows('2 rows')
  const chart = page.getByRole('region', { name: 'Chart' })
  await chart.getByRole('img', { name: 'feet by tide: low 6, high 8' }).waitFor()
  await chart.getByRole('combobox').selectOption('metres')
  await chart.getByRole('img', { name: 'metres by tide: low 3, high 4' }).waitFor()
  const widths = await chart.locator('.bar').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width))
  expect(widths[0]! / widths[1]!).toBeCloseTo(3 / 4, 1)
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Chart' }).click()
  await chart.waitFor({ state: 'detached' })
  await ask('SELECT 1 AS n')
  await rows('1 row')
  expect(await page.getByRole('button', { name: 'Chart' }).count()).toBe(0)
})

it('points at the place where a query went wrong', async () => {
  await page.goto(`${service.url}/sql`)
  await ask('SELECT show_id,\n  nothing_like_it\nFROM shows')
  await page.getByTestId('failure').getByText('line 2, column 3').waitFor()
  expect(await page.locator('.wrong').allTextContents()).toEqual(['nothing_like_it'])
  await page.getByTestId('failure').getByRole('button').click()
  const selected = await page
    .getByTestId('sql-editor')
    .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))
  expect(selected).toBe('nothing_like_it')
  expect(await violationsOn(page)).toEqual([])
})

it('says at a limit which one it was and what to do', async () => {
  await page.goto(`${service.url}/sql`)
  await ask('SELECT number FROM numbers(1000000)')
  const failure = page.getByTestId('failure')
  await failure.getByText('More than 100,000 rows or 64\u202fMiB', { exact: true }).waitFor()
  await failure.getByText('limit: rows').waitFor()
  await failure.getByText('Add a LIMIT, or count').waitFor()
  await ask('SELECT uniqExact(number) FROM numbers(1000000000)')
  await failure.getByText('Stopped at 1\u202fGiB', { exact: true }).waitFor()
  await failure.getByText('uniq() and quantile()').waitFor()
  await ask('DROP TABLE events_log')
  await failure.getByText('one SELECT over the tables listed here').waitFor()
})

it('lets go of a query that takes too long for whoever asked', async () => {
  await page.goto(`${service.url}/sql`)
  await page.getByText('time up to 10').waitFor()
  let asked = (): void => {}
  const held = new Promise<void>((resolve) => (asked = resolve))
  await page.route('**/v1/sql', (route) => (route.request().method() === 'POST' ? asked() : route.continue()))
  await ask('SELECT 1')
  await held
  await page.getByTestId('running').getByText('of 10').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Cancelled after').waitFor()
  await page.unroute('**/v1/sql')
  await page.getByTestId('run').click()
  await rows('1 row')
})

it('gives the result as CSV, as Arrow and to the clipboard', async () => {
  await page.goto(`${service.url}/sql`)
  await ask(`SELECT number + 999 AS n, 'a "b"' AS t FROM numbers(2)`)
  await rows('2 rows')
  const file = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
    expect((download as Download).suggestedFilename()).toBe(`cartbeat.${name.toLowerCase()}`)
    return readFile(await download.path())
  }
  expect((await file('CSV')).toString()).toBe('"n","t"\n999,"a ""b"""\n1000,"a ""b"""\n')
  expect(
    tableFromIPC(await file('Arrow'))
      .toArray()
      .map((row) => ({ ...row.toJSON() })),
  ).toEqual([
    { n: 999n, t: 'a "b"' },
    { n: 1000n, t: 'a "b"' },
  ])
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByText('2 rows copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('n\tt\n999\ta "b"\n1000\ta "b"\n')
})

it('shares a query by its address, which waits to be read, and remembers what was run', async () => {
  await page.goto(`${service.url}/sql`)
  await ask('SELECT {word:String} AS w')
  await page.getByLabel('word').fill('50 % & more')
  await page.getByTestId('run').click()
  await rows('1 row')
  await page.getByRole('button', { name: 'Share link' }).click()
  await page.getByText('Link copied').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  const other = await context.newPage()
  const posts: string[] = []
  other.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
  await other.goto(link)
  await other.getByText('Nothing asked yet').waitFor()
  expect(await other.getByTestId('sql-editor').inputValue()).toBe('SELECT {word:String} AS w')
  expect(await other.getByLabel('word').inputValue()).toBe('50 % & more')
  expect(posts).toEqual([])
  await other.getByRole('tab', { name: 'History' }).click()
  await other.getByRole('tabpanel').getByText('SELECT {word:String} AS w').waitFor()
  expect(await other.getByRole('tabpanel').getByRole('listitem').count()).toBe(1)
  await other.close()
})

it('lists views by what they speak of, finds columns by meaning, and puts them into the query', async () => {
  await page.goto(`${service.url}/sql`)
  await page.getByRole('region', { name: 'What they buy' }).locator('summary', { hasText: 'product_minutes' }).waitFor()
  expect(await page.locator('summary', { hasText: 'orders_log' }).isVisible()).toBe(false)
  await page.getByTestId('find-table').fill('never more than ended_at')
  const found = await page.getByTestId('table').locator('summary').allTextContents()
  expect(found.map((text) => text.trim().split(/\s/)[0])).toEqual(['sessions', 'sessions_log'])
  await page.getByTestId('sql-editor').fill('SELECT ')
  await page.getByRole('button', { name: 'played_ms' }).first().click()
  await page.keyboard.type(' FROM sessions')
  expect(await page.getByTestId('sql-editor').inputValue()).toBe('SELECT played_ms FROM sessions')
})

it('has examples that all run', async () => {
  const failed: string[] = []
  for (const { title, sql } of EXAMPLES) {
    const params = sql.includes('{show:') ? { show: 'autumn-kitchen' } : {}
    const answer = await fetch(`${service.url}/v1/sql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sql, params }),
    })
    if (answer.status !== 200) failed.push(`${title}: ${await answer.text()}`)
  }
  expect(failed).toEqual([])
})

it('says when the service is away, and keeps the query', async () => {
  await page.goto(`${service.url}/sql`)
  await page.getByTestId('table').first().waitFor()
  await page.route('**/v1/sql', (route) => route.abort())
  await ask('SELECT 1')
  await page.getByTestId('failure').getByText('No answer from the service').waitFor()
  expect(await page.getByTestId('sql-editor').inputValue()).toBe('SELECT 1')
})

it.each(['dark', 'light'] as const)('is readable by all in the %s theme, wide and on a phone', async (theme) => {
  await page.addInitScript((chosen) => localStorage.setItem('cartbeat.theme', chosen), theme)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${service.url}/sql`)
    await page.getByTestId('table').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByTestId('run').click()
    await rows('1 row')
    await page.getByTestId('table').first().locator('summary').click()
    await page.getByRole('button', { name: 'Click-through rate' }).click()
    await page.getByRole('article').waitFor()
    await page.getByText('NULL', { exact: true }).first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})
