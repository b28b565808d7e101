// The picture of README: the host's page in the middle of the hand-written show. CARTBEAT_TEST_PICTURES=1 writes it to docs/.
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { SNAPSHOT } from '../../../stage/show.fixture.ts'
import { WRONG } from '../../../stage/voice.fixture.ts'
import { testConfig } from '../../../../testing/config.ts'

const seat = takeSeat()
/** What the tests saw. */
const PICTURES = 'build/screenshots'
const SIZE = { width: 1440, height: 900 }

/** What does not fit: the page, px, and what stands in it, by its words. */
const cutOn = (page: Page) =>
  page.evaluate(() => {
    const cutIn = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter(
        (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1,
      )
    const name = (region: Element): string => region.getAttribute('aria-label') ?? region.textContent.slice(0, 20)
    return {
      page: document.documentElement.scrollHeight - innerHeight,
      regions: cutIn('main section').map(name),
      signals: cutIn('[data-testid=signals] small').map((says) => says.textContent),
    }
  })

it('fits a show in full swing on one screen, whole', async () => {
  // Machines without Thai letters would draw boxes.
  const comments = SNAPSHOT.comments.filter(({ lang }) => lang !== 'th')
  seat.stage.snapshot = { ...SNAPSHOT, comments }
  const page = await seat.open('', { viewport: SIZE })
  await page.getByTestId('viewers-now').getByText('12,847').waitFor()
  await page.getByTestId('comments').locator('li').last().waitFor()
  await page.evaluate(() => document.fonts.ready)

  const below_px = () =>
    page.getByTestId('comments').evaluate((list) => list.scrollHeight - list.clientHeight - Math.ceil(list.scrollTop))
  await expect.poll(below_px).toBeLessThanOrEqual(0)
  expect(await cutOn(page)).toEqual({ page: 0, regions: [], signals: [] })

  await mkdir(PICTURES, { recursive: true })
  const picture = await page.screenshot({ path: join(PICTURES, 'host.png') })
  // Width and height stand in the PNG's header.
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([SIZE.width, SIZE.height])
  if (testConfig().pictures) await copyFile(join(PICTURES, 'host.png'), 'docs/host.png')
})

it('cuts what the players say at its second line before the page', async () => {
  const says =
    'The players agree: 100 % of starts on desktops on ethernet failed in the last 3 min. 3 groups are affected, the rest is fine.'
  seat.stage.snapshot = { ...SNAPSHOT, now: { ...SNAPSHOT.now, wrong: { ...WRONG, says } } }
  const page = await seat.open('', { viewport: SIZE })
  await page.getByTestId('signals').getByText('The players agree').waitFor()
  await page.evaluate(() => document.fonts.ready)
  expect(await cutOn(page)).toEqual({ page: 0, regions: [], signals: [says] })
})
