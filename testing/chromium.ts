// Where browser tests find their Chromium, and how they start it.
import { existsSync } from 'node:fs'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { testConfig } from './config.ts'

/** Usual places, the system's own first: it has the codecs and fonts of its distribution. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Path of a Chromium, or null where there is none: CARTBEAT_TEST_CHROMIUM, the system's, then the npm package's (Linux x64). */
export async function findChromium(): Promise<string | null> {
  const named = testConfig().chromium
  if (named) return existsSync(named) ? named : null
  const place = PLACES.find((path) => existsSync(path))
  if (place) return place
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** A headless browser; rejects with a message that says what to install when there is none. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = await findChromium()
  if (!executablePath) throw new Error('no Chromium found: install one or set CARTBEAT_TEST_CHROMIUM to its path')
  // Root (as in CI) has no user namespace for the sandbox; autoplay lets a test play a video nobody clicked.
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', ...(options.args ?? [])]
  return chromium.launch({ ...options, executablePath, args })
}
