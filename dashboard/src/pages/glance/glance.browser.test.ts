// The show from two metres: five things and no sixth, whole and readable on a studio screen, a laptop and a phone on its side.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { QuestionQueue } from '../../../../api/contract.ts'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { AT_MS, NOW, SNAPSHOT, frame } from '../../../stage/show.fixture.ts'
import { NO_QUESTIONS, queueAt } from '../../../stage/voice.fixture.ts'
import { EARLY, SCHEDULED } from '../../../stage/young.fixture.ts'
import { violationsOn } from '../../../../testing/axe.ts'

const seat = takeSeat()
const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 844, height: 390 },
] as const
const viewers = (page: Page, text: string) => page.getByTestId('viewers-now').getByText(text, { exact: true }).waitFor()

/** Text that is cut off, or lies on other text: what nobody could read. */
const unreadable = (page: Page) =>
  page.evaluate(async () => {
    // The face comes with the first text that needs it: until then letters have other widths.
    await document.fonts.ready
    const found: string[] = []
    const seen: {
      readonly text: string
      readonly left: number
      readonly right: number
      top: number
      bottom: number
    }[] = []
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement!
      if (text === '' || element.closest('svg, .vh')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      // The letters themselves: a line's box is higher than they are by a fifth above and below.
      let { left, right } = box
      const top = box.top + box.height * 0.2
      const bottom = box.bottom - box.height * 0.2
      for (
        let around: HTMLElement | null = element;
        around && around.tagName !== 'MAIN';
        around = around.parentElement
      ) {
        if (getComputedStyle(around).overflowX !== 'hidden') continue
        const edge = around.getBoundingClientRect()
        if (right > edge.right + 1 || left < edge.left - 1) found.push(`cut: ${text}`)
        right = Math.min(right, edge.right)
        left = Math.max(left, edge.left)
      }
      if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) found.push(`outside: ${text}`)
      seen.push({ text, left, right, top, bottom })
    }
    for (const [index, a] of seen.entries())
      for (const b of seen.slice(index + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (wide > 2 && high > 1) found.push(`on each other: ${a.text} | ${b.text}`)
      }
    return found
  })

it.each(SCREENS)('is whole at $width x $height, in both themes', async (viewport) => {
  for (const theme of ['dark', 'light'] as const) {
    const page = await seat.open('/glance', { viewport, theme })
    await viewers(page, '12,847')
    expect(await unreadable(page)).toEqual([])
    expect(await violationsOn(page)).toEqual([])
    // Nothing to scroll for.
    const { scrollWidth, scrollHeight } = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return { scrollWidth, scrollHeight }
    })
    expect([scrollWidth, scrollHeight]).toEqual([viewport.width, viewport.height])
    // From two metres: the number takes at least a sixth of the screen's height, no word under 1/32 of it.
    const sizes = await page.locator('main').evaluate((main) => {
      const px = (element: Element): number => Number.parseFloat(getComputedStyle(element).fontSize)
      const words = [...main.querySelectorAll('h1, h2, p, small, .age, .trouble, .what, .then')]
      return { hero: px(main.querySelector('[data-testid=viewers-now]')!), least: Math.min(...words.map(px)) }
    })
    expect(sizes.hero / viewport.height).toBeGreaterThan(1 / 6)
    expect(sizes.least / viewport.height).toBeGreaterThan(1 / 32)
  }
})

it('shows five things: viewers, engagement, the top question, what runs, and the one line when something is wrong', async () => {
  const page = await seat.open('/glance')
  await viewers(page, '12,847')
  const regions = () =>
    page.locator('main > *').evaluateAll((all) => all.map((part) => part.getAttribute('aria-label') ?? part.tagName))
  expect(await regions()).toEqual(['HEADER', 'Viewers', 'Engagement', 'Top question', 'Running'])
  await page.getByText('Phones on 4G rebuffer 12 % of the last 3 min', { exact: true }).waitFor()
  await page.getByRole('region', { name: 'Engagement' }).getByText('71', { exact: true }).waitFor()
  const question = page.getByRole('region', { name: 'Top question' })
  await question.getByText('23', { exact: true }).waitFor()
  await question.getByText('Does it work on an induction hob?').waitFor()
  await question.getByText('No. 3').waitFor()
  await page.getByRole('region', { name: 'Running' }).getByText('€39 offer').waitFor()
  // Nobody asks any more: what sells takes the place, it does not become a sixth.
  seat.stage.send(frame(AT_MS + 1000, { streamAlert: null }, { questions: NO_QUESTIONS }))
  await page.getByText('Phones on 4G').waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Pinned product' }).getByText('171', { exact: true }).waitFor()
  expect(await regions()).toEqual(['HEADER', 'Viewers', 'Engagement', 'Pinned product', 'Running'])
})

function longestQuestion(): QuestionQueue {
  const queue = queueAt(AT_MS)
  const example =
    'Does it work on an induction hob, on gas and in the oven, and may it go into the dishwasher afterwards?'
  return { ...queue, questions: queue.questions.map((question) => ({ ...question, example, askers: 128_471 })) }
}
const LONGEST = SCREENS.flatMap((viewport) => [
  { ...viewport, says: 'a question' },
  { ...viewport, says: 'a product' },
])
it.each(LONGEST)(
  'is whole with the longest of everything, $says, at $width x $height',
  async ({ says, ...viewport }) => {
    const title = 'Hand-hammered seventeen-piece copper cookware set with matching lids'
    seat.stage.snapshot = {
      ...SNAPSHOT,
      products: SNAPSHOT.products.map((product) => ({ ...product, title })),
      questions: says === 'a product' ? NO_QUESTIONS : longestQuestion(),
      now: {
        ...NOW,
        viewers: 1_284_722,
        viewersMinuteAgo: 1_100_000,
        engagement: { ...NOW.engagement, score: 100 },
        pinned: { ...NOW.pinned!, last10: { ...NOW.pinned!.last10, orders: 128_471, clicks: 999_999 } },
        streamAlert: {
          text: 'Tablets on unknown connections fail to start 62 % of the time.',
          since_ms: AT_MS,
          screen: 'tablet',
          connection: 'unknown',
        },
      },
    }
    const page = await seat.open('/glance', { viewport })
    await viewers(page, '1.28m')
    // Long names are cut with an ellipsis, which is their design; nothing else is, and nothing lies on anything.
    const faults = await unreadable(page)
    expect(faults.filter((fault) => !(fault.startsWith('cut: ') && /cookware|Tablets|induction/.test(fault)))).toEqual(
      [],
    )
  },
)

it('says what it is not: before, young, old, lost', async () => {
  seat.stage.snapshot = SCHEDULED
  let page = await seat.open('/glance')
  await page.getByText('412 waiting').waitFor()
  expect(await violationsOn(page)).toEqual([])

  seat.stage.snapshot = EARLY
  page = await seat.open('/glance')
  await viewers(page, '339')
  await page.getByRole('region', { name: 'Engagement' }).getByText('not yet').waitFor()
  expect(await page.getByRole('region', { name: 'Pinned product' }).getByText('unchanged').count()).toBe(0)

  seat.stage.snapshot = SNAPSHOT
  page = await seat.open('/glance')
  await viewers(page, '12,847')
  seat.stage.send(frame(AT_MS, { sentAt_ms: AT_MS + 14_000 }))
  await page.getByText('New numbers are not arriving').waitFor()
  await viewers(page, '12,847')
  seat.stage.send(frame(AT_MS, { sentAt_ms: AT_MS + 61_000 }))
  await viewers(page, '–')
  await page.getByText('too old to act on').waitFor()
  expect(await page.getByText('Nothing is pinned').count()).toBe(0)
  expect(await violationsOn(page)).toEqual([])
  seat.stage.up = false
  seat.stage.drop()
  await page.getByText('No connection, reconnecting').waitFor()
})
