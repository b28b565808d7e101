// A browser in front of the stage, for the tests of pages that play a show.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchBrowser } from '../../testing/chromium.ts'
import { SHOW_ID, SNAPSHOT, TIME_ZONE } from './show.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'

export interface Seat {
  readonly stage: Stage
  /** A page of the show in a browser of its own: '' is the host's. It is closed after the test, which fails if the page threw. */
  open(path: '' | '/glance', options?: BrowserContextOptions & { readonly theme?: 'dark' | 'light' }): Promise<Page>
  /** Without going anywhere yet. */
  blank(options?: BrowserContextOptions & { readonly theme?: 'dark' | 'light' }): Promise<Page>
}

/** Opens stage and browser for the file's tests, and puts the stage back before each. */
export function takeSeat(): Seat {
  let stage: Stage
  let browser: Browser
  const contexts: BrowserContext[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    stage = await openStage()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.close()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    Object.assign(stage, { snapshot: SNAPSHOT, up: true, silent: false, ailing: null })
    stage.forget()
    expect(complaints.splice(0)).toEqual([])
  })

  const seat: Seat = {
    get stage() {
      return stage
    },
    async blank({ theme = 'dark', ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: TIME_ZONE,
        // Half a fade is a colour nobody designed.
        reducedMotion: 'reduce',
        ...options,
      })
      contexts.push(context)
      await context.addInitScript((chosen) => localStorage.setItem('cartbeat.theme', chosen), theme)
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(String(error)))
      return page
    },
    async open(path, options) {
      const page = await seat.blank(options)
      await page.goto(`${stage.url}/shows/${SHOW_ID}${path}`)
      return page
    },
  }
  return seat
}
