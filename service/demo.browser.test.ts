// What a newcomer sees in the first seconds of the demo. In a process of its own, as the demo is: an embedded engine is one's.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { launchBrowser } from '../testing/chromium.ts'
import { readConfig } from './config.ts'
import { startDemo } from './demo.ts'

/** Pictures of what the test saw. */
const PICTURES = 'build/screenshots'

let browser: Browser
let dataDir: string

beforeAll(async () => {
  browser = await launchBrowser()
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-demo-'))
  await mkdir(PICTURES, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await rm(dataDir, { recursive: true, force: true })
})

it('shows a full house within seconds of the start', async () => {
  const demo = await startDemo(readConfig([], { PORT: '0', CARTBEAT_DATA_DIR: dataDir, CARTBEAT_WRITE_KEYS: 'demo' }), {
    viewers: 400,
    speed: 1,
    seed: 7,
    open: false,
  })
  const host = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await host.goto(demo.showUrl)
  await host.waitForFunction(() => {
    const digits = document.querySelector('[data-testid="viewers-now"]')?.textContent?.replace(/\D/g, '') ?? ''
    return Number(digits) > 100 && document.querySelectorAll('[data-testid="comments"] li').length >= 5
  })
  await host.screenshot({ path: join(PICTURES, 'start.png') })
  await host.close()
  await demo.stop()
})
