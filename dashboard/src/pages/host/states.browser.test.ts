// What the host's page looks like when it is not simply running: each state says what it is, and axe finds nothing wrong.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { AT_MS, NOW, SNAPSHOT, frame } from '../../../stage/show.fixture.ts'
import { EARLY, SCHEDULED, TWO_MINUTES_IN } from '../../../stage/young.fixture.ts'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { violationsOn } from '../../../../testing/axe.ts'

const seat = takeSeat()

interface State {
  readonly name: string
  /** Sets the stage before the page opens. */
  readonly before?: () => void
  /** What happens then; resolves when the state is there. */
  readonly reach: (page: Page) => Promise<void>
}

const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const STATES: readonly State[] = [
  { name: 'running', reach: (page) => page.getByTestId('viewers-now').getByText('12,847').waitFor() },
  {
    name: 'its first minute',
    before: () => (seat.stage.snapshot = EARLY),
    async reach(page) {
      await seen(page, 'It compares a minute with those before')
      // Rates are known before there is a score, and nothing is compared with what never was.
      await page.getByRole('region', { name: 'Engagement' }).getByText('142', { exact: true }).waitFor()
      const product = page.getByRole('region', { name: 'Pinned product' })
      expect(await product.getByText('before').count()).toBe(0)
      expect(await product.getByText('dashed').count()).toBe(0)
    },
  },
  {
    name: 'two minutes in',
    before: () => (seat.stage.snapshot = TWO_MINUTES_IN),
    async reach(page) {
      const mood = page.getByRole('region', { name: 'Mood' })
      await mood.getByText('12, 9 for No. 3').waitFor()
      // Too early to compare with the five minutes before.
      expect(await mood.getByText(/before|×/).count()).toBe(0)
      expect(await mood.getByText('before').count()).toBe(0)
      // A price is told, and warns of nothing.
      await mood.getByText('Nothing is wrong').waitFor()
      await mood.getByText('11 find it too expensive').waitFor()
      // The mean's interval holds nought: neither warm nor cold.
      await mood.getByText('even, since the start').waitFor()
      expect(await mood.locator('output').getAttribute('class')).not.toMatch(/warm|cold/)
      // No window is longer than the show.
      await page.getByRole('region', { name: 'Pinned product' }).getByText('since the start').first().waitFor()
      await page.getByRole('region', { name: 'Stream' }).getByText('since the start').first().waitFor()
      expect(await page.getByText(/(last|in) (10|20)\smin/).count()).toBe(0)
    },
  },
  {
    name: 'before the show',
    before: () => (seat.stage.snapshot = SCHEDULED),
    async reach(page) {
      await seen(page, 'Before the show')
      await seen(page, /already waiting/)
      await seen(page, 'Pepper mill has no price')
      await page.getByRole('button', { name: 'Start the show' }).waitFor()
    },
  },
  {
    name: 'connecting',
    before: () => (seat.stage.silent = true),
    async reach(page) {
      await page.getByRole('region', { name: 'Connecting' }).waitFor()
      expect(await page.getByTestId('connection-state').getAttribute('data-state')).toBe('connecting')
    },
  },
  {
    name: 'older than 5 s',
    async reach(page) {
      await seen(page, '12,847')
      seat.stage.send(frame(AT_MS, { sentAt_ms: AT_MS + 14_000 }))
      await seen(page, /seen at 20:47:12/)
      await seen(page, 'new numbers are not arriving')
      expect(await page.locator('.hatched').count()).toBeGreaterThanOrEqual(4)
      expect(await page.getByTestId('viewers-now').textContent()).toBe('12,847')
    },
  },
  {
    name: 'behind by one partition',
    async reach(page) {
      await seen(page, '12,847')
      const lagging = { partition: 3, isMissing: false, others: 0 }
      seat.stage.send(frame(AT_MS, { sentAt_ms: AT_MS + 12_000, trust: { ...NOW.trust, lagging } }))
      await page
        .getByTestId('data-age')
        .getByText(/^1\d\ss old$/)
        .waitFor()
      await seen(page, "Partition 3 lags: its viewers' numbers are not arriving")
      // A narrow strip has room for the age alone; the line below it names the partition, and a press opens the rest.
      const named = page.getByTestId('lagging').getByText('partition 3 lags')
      if (page.viewportSize()!.width > 720) return named.waitFor()
      expect(await named.isVisible()).toBe(false)
      await page.getByRole('button', { name: 'More about these numbers' }).click()
      await named.waitFor()
    },
  },
  {
    name: 'older than 60 s',
    async reach(page) {
      await seen(page, '12,847')
      seat.stage.send(frame(AT_MS, { sentAt_ms: AT_MS + 61_000 }))
      await seen(page, 'too old to act on')
      expect(await page.getByTestId('viewers-now').textContent()).toBe('–')
      expect(await page.getByTestId('revenue').textContent()).toBe('–')
      expect(await page.getByText('Older than a minute: hidden').count()).toBe(5)
    },
  },
  {
    name: 'reconnecting with acts that wait',
    async reach(page) {
      await seen(page, '12,847')
      seat.stage.up = false
      seat.stage.drop()
      await seen(page, 'No connection for')
      await page.getByRole('button', { name: /Enamel pot/ }).click()
      await page.getByRole('button', { name: /Pepper mill/ }).click()
      await seen(page, '2 acts wait here: Pin No. 4, Pin No. 5.')
      expect(await page.getByTestId('connection-state').getAttribute('data-state')).toBe('reconnecting')
    },
  },
  {
    name: 'the store does not answer',
    before: () => (seat.stage.ailing = 'store: it does not answer'),
    async reach(page) {
      await seen(page, 'The store does not answer')
      await seen(page, 'The live numbers go on.')
      await seen(page, 'store_unreachable')
      expect(await page.getByTestId('viewers-now').textContent()).toBe('12,847')
    },
  },
  {
    name: 'nobody has written yet',
    before: () =>
      (seat.stage.snapshot = {
        ...SNAPSHOT,
        comments: [],
        now: { ...NOW, comments: 0, commentsLastMinute: 0, reactionsLastMinute: [] },
      }),
    async reach(page) {
      await seen(page, 'Nobody has written yet')
      await seen(page, 'No reaction in the last minute')
    },
  },
]

it.each(STATES)('$name: says so and is readable by all', async ({ before, reach }) => {
  for (const [width, theme] of [
    [1440, 'dark'],
    [390, 'light'],
  ] as const) {
    before?.()
    seat.stage.up = true
    const page = await seat.open('', { theme, viewport: { width, height: 844 } })
    await reach(page)
    expect(await violationsOn(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})

it('is readable by all in the other theme, with a card, a menu and a dialog open', async () => {
  for (const [width, theme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    const page = await seat.open('', { theme, viewport: { width, height: 844 } })
    await page.getByTestId('viewers-now').click()
    await page.getByRole('dialog', { name: 'How is this counted' }).getByText('Sessions whose player').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show menu' }).click()
    await page.getByRole('menuitem', { name: 'All shows' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Offer new price' }).click()
    await page.getByRole('dialog', { name: /offer/i }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  }
})

it('sends the acts that waited, in order and once, when the line is back', async () => {
  const page = await seat.open('')
  await seen(page, '12,847')
  seat.stage.up = false
  seat.stage.drop()
  await seen(page, 'No connection for')
  await page.keyboard.press('4')
  await page.keyboard.press('5')
  await seen(page, '2 acts wait here')
  expect(seat.stage.calls).toEqual([])
  seat.stage.up = true
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('2 acts wait here').waitFor({ state: 'detached' })
  await expect.poll(() => seat.stage.calls.length).toBe(2)
  expect(seat.stage.calls.map(({ body }) => body)).toMatchObject([
    { kind: 'pin', productId: 'p4' },
    { kind: 'pin', productId: 'p5' },
  ])
  expect(await page.getByTestId('connection-state').getAttribute('data-state')).toBe('live')
})

it('finds the store well again when it is asked again', async () => {
  seat.stage.ailing = 'store: it does not answer'
  const page = await seat.open('')
  await seen(page, 'The store does not answer')
  seat.stage.ailing = null
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('The store does not answer').waitFor({ state: 'detached' })
})
