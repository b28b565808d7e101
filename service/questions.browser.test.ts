// The question queue on a real service with two dashboards open: what viewers ask stands on both, what one closes is closed on
// the other and after a reload, and an undo brings it back.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violationsOn } from '../testing/axe.ts'
import { launchBrowser } from '../testing/chromium.ts'
import { host } from './evening.fixture.ts'
import { startService, type Service } from './service.ts'

const SHOW = 'kitchen'
let browser: Browser
let service: Service
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-questions-'))
  service = await startService({ host: '127.0.0.1', port: 0, dataDir, writeKeys: 'demo', adminToken: null })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

let messages = 0
async function say(visitor: string, text: string): Promise<void> {
  const n = messages++
  const at = new Date(service.clock()).toISOString()
  const comment = {
    type: 'track',
    event: 'Live Comment Posted',
    messageId: `question-${n}`,
    anonymousId: visitor,
    timestamp: at,
    properties: { comment_id: `c-${n}`, text, lang: 'en', role: 'viewer' },
    context: { cartbeat: { sessionId: `${visitor}.1`, showId: SHOW, channel: 'site' } },
  }
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa('demo:')}` }
  const body = JSON.stringify({ batch: [comment], sentAt: at })
  const answer = await fetch(`${service.url}/v1/batch`, { method: 'POST', headers, body })
  expect(answer.status, await answer.text()).toBe(200)
}

async function dashboard(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  await page.goto(`${service.url}/shows/${SHOW}`)
  return page
}
const row = (page: Page, text: string): Locator => page.getByTestId('questions').locator('li', { hasText: text })

it('closes a question on every dashboard, keeps it closed over a reload, and brings it back', async () => {
  await host(service, 'POST', `/v1/shows/${SHOW}/start`, { title: 'Kitchen', kind: 'demo', channel: 'site' })
  const [mine, theirs] = [await dashboard(), await dashboard()]
  for (const page of [mine, theirs]) await page.getByText('Nobody has asked yet').waitFor()

  for (const visitor of ['ada', 'ben', 'cy']) await say(visitor, 'Does it work on induction?')
  await say('ada', 'Does it work on induction?')
  await say('dee', 'How much is shipping to Austria?')
  for (const page of [mine, theirs]) {
    await row(page, 'induction').getByText('asked by 3, 4 times').waitFor()
    await row(page, 'shipping').waitFor()
    // Asked by most: it leads, and is what a key acts on.
    expect(await page.getByTestId('questions').locator('[aria-current=true]').textContent()).toContain('induction')
  }

  await mine.keyboard.press('a')
  await row(mine, 'induction').waitFor({ state: 'detached' })
  await row(theirs, 'induction').waitFor({ state: 'detached' })
  await theirs.getByTestId('last-closed').getByText('Does it work on induction?').waitFor()
  await theirs.reload()
  await row(theirs, 'shipping').waitFor()
  expect(await row(theirs, 'induction').count()).toBe(0)

  // Whoever closed it: the last closed question can be taken back from any dashboard.
  await theirs.keyboard.press('u')
  for (const page of [mine, theirs]) await row(page, 'induction').getByText('asked by 3, 4 times').waitFor()

  // Asked again after it was answered, it is open again, with those who asked since.
  // K chooses it: it has only just come back to the top, and a key pressed that soon would mean the one read before.
  await mine.keyboard.press('k')
  await mine.keyboard.press('a')
  await row(theirs, 'induction').waitFor({ state: 'detached' })
  await say('eve', 'Does it work on induction?')
  for (const page of [mine, theirs]) await row(page, 'induction').getByText('asked by 1').waitFor()
})

it('is readable by all, on a desk and on a phone, in both themes', async () => {
  for (const width of [1440, 390])
    for (const chosen of ['dark', 'light'] as const) {
      const page = await dashboard({ viewport: { width, height: 900 }, hasTouch: width === 390 })
      await page.evaluate((theme) => localStorage.setItem('cartbeat.theme', theme), chosen)
      await page.reload()
      await row(page, 'induction').waitFor()
      expect(await page.locator('html').getAttribute('data-theme')).toBe(chosen)
      expect(await violationsOn(page)).toEqual([])
      await page.context().close()
    }
})
