// A page left open for a whole evening: four hours of frames at one a second, as fast as the page takes them. What it holds
// and what a frame costs must not grow. Counts are compared, no times.
import type { CDPSession, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { AT_MS, MOMENTS, comment, frame } from '../../../stage/show.fixture.ts'

const seat = takeSeat()

const FRAMES = 4 * 3600
/** Frames sent before the page is waited for: what it draws is then one publish of many, as after a tab slept. */
const TOGETHER = 120
/** Frames drawn one by one at each look, to count what one costs. */
const SINGLE = 20
/** An evening has many moments; the page gets them whole. */
const MOMENT_EACH_S = 600

interface Look {
  readonly nodes: number
  readonly listeners: number
  readonly heap_bytes: number
  /** Changes of the document by one frame. */
  readonly changes: number
  /** Elements of the chart and the comment list. */
  readonly drawn: number
}

let second = 0
function next(count: number): void {
  for (let n = 0; n < count; n++) {
    second++
    const at_ms = AT_MS + second * 1000
    // A slow wave, so that the curve and the number never stand still; comments and moments as an evening has them.
    const viewers = Math.round(12_000 + 900 * Math.sin(second / 500) + (second % 7))
    const comments = second % 2 === 0 ? [comment(1000 + second, at_ms)] : []
    const changed = second % MOMENT_EACH_S === 0
    const moments = changed
      ? [
          ...MOMENTS,
          ...Array.from({ length: second / MOMENT_EACH_S }, (_, index) => ({
            ...MOMENTS[3]!,
            momentId: `later-${index}`,
            startsAt_ms: AT_MS + (index + 1) * MOMENT_EACH_S * 1000,
            endsAt_ms: AT_MS + (index + 1) * MOMENT_EACH_S * 1000 + 120_000,
          })),
        ]
      : null
    seat.stage.send(frame(at_ms, { viewers, comments: 14_210 + second }, { comments, moments }))
  }
}

/** The page has drawn the last frame sent. */
const drawn = (page: Page) =>
  page.waitForFunction(
    (so_far) => document.querySelector('[aria-label=Comments] .head')?.textContent?.includes(so_far),
    (14_210 + second).toLocaleString('en-GB'),
  )

/** The engine's counts once its collector finds no more to let go of: a busy machine needs it asked several times. */
async function collected(devtools: CDPSession): Promise<(name: string) => number> {
  let before = Infinity
  for (;;) {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const metric = (name: string): number => metrics.find((one) => one.name === name)!.value
    if (metric('Nodes') >= before) return metric
    before = metric('Nodes')
  }
}

async function look(page: Page, devtools: CDPSession): Promise<Look> {
  await page.evaluate(() => {
    const counted = { changes: 0 }
    const observer = new MutationObserver((changes) => (counted.changes += changes.length))
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    Object.assign(window, { counted, observer })
  })
  for (let n = 0; n < SINGLE; n++) {
    next(1)
    await drawn(page)
  }
  const { changes, elements } = await page.evaluate(() => {
    const { counted, observer } = window as unknown as { counted: { changes: number }; observer: MutationObserver }
    observer.disconnect()
    return { changes: counted.changes, elements: document.querySelectorAll('svg *, [data-testid=comments] *').length }
  })
  const metric = await collected(devtools)
  return {
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    heap_bytes: metric('JSHeapUsedSize'),
    changes: changes / SINGLE,
    drawn: elements,
  }
}

it('holds no more after four hours, and draws a frame with as little work', async () => {
  const page = await seat.open('')
  await page.getByTestId('viewers-now').getByText('12,847').waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const looks: Look[] = []
  const quarter = FRAMES / 4
  for (let passed = 0; passed < FRAMES; passed += quarter) {
    while (second < passed + quarter - SINGLE) {
      next(Math.min(TOGETHER, passed + quarter - SINGLE - second))
      await drawn(page)
    }
    looks.push(await look(page, devtools))
  }
  expect(second).toBe(FRAMES)
  const [first, , , last] = looks as [Look, Look, Look, Look]
  const all = JSON.stringify(looks)
  // The lists are full before the first look: what is over a bound is a leak.
  const grown = (of: (one: Look) => number): number => of(last) / of(first) - 1
  expect(
    grown(({ drawn: elements }) => elements),
    all,
  ).toBeLessThan(0.02)
  expect(
    grown(({ nodes }) => nodes),
    all,
  ).toBeLessThan(0.05)
  expect(last.listeners - first.listeners, all).toBeLessThanOrEqual(10)
  expect(last.heap_bytes - first.heap_bytes, all).toBeLessThan(2 * 1024 ** 2)
  expect(
    grown(({ changes }) => changes),
    all,
  ).toBeLessThan(0.1)
  // A frame's script work: the reducer's copies are bounded by the lists it keeps, which are full.
  expect(await page.locator('[data-testid=comments] > li').count()).toBe(200)
})
