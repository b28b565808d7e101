// The host's page by key and by ear: every act has its key, the focus goes as the page reads, what changes by itself is said
// once and politely, and what is hidden from the screen is hidden from readers.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { AT_MS, SHOW_ID, comment, frame } from '../../../stage/show.fixture.ts'
import { SCHEDULED } from '../../../stage/young.fixture.ts'

const seat = takeSeat()
let page: Page
const calls = () => seat.stage.calls.map(({ path, body }) => ({ path: path.replace(`/v1/shows/${SHOW_ID}`, ''), body }))

async function host(): Promise<void> {
  page = await seat.open('')
  await page.getByTestId('viewers-now').getByText('12,847').waitFor()
}

it('pins by number, never takes down by key, and undoes by U', async () => {
  await host()
  await page.keyboard.press('4')
  await page.getByRole('status').getByText('No. 4 Enamel pot 4 L pinned').waitFor()
  await page.keyboard.press('u')
  await page.getByRole('status').getByText('taken back').waitFor()
  await page.keyboard.press('3')
  await expect.poll(() => calls().length).toBe(2)
  const [pin, undo] = calls()
  expect(pin).toMatchObject({ path: '/moments', body: { kind: 'pin', productId: 'p4' } })
  expect(undo).toMatchObject({ path: `/moments/${(pin!.body as { momentId: string }).momentId}/end` })
})

it('hides money by H, for readers too, and keeps it hidden', async () => {
  await host()
  const spoken = async (): Promise<string> => (await page.locator('body').ariaSnapshot()) + (await page.content())
  expect(await spoken()).toContain('48,216.40')
  await page.keyboard.press('h')
  await page.getByRole('button', { name: 'hidden H' }).waitFor()
  for (const amount of ['48,216', '7,332', '398', '149']) expect(await spoken()).not.toContain(`€${amount}`)
  expect(await spoken()).not.toMatch(/149.?%/)
  // Another frame does not bring it back, another visit neither.
  seat.stage.send(frame(AT_MS + 1000, { revenue_minor: 4_900_000 }))
  await page.reload()
  await page.getByTestId('viewers-now').getByText('12,847').waitFor()
  expect(await spoken()).not.toMatch(/€4\d,\d{3}/)
  await page.keyboard.press('h')
  await page.getByTestId('revenue').getByText('€48,216.40').waitFor()
})

it('opens the glance page by G and comes back by Escape', async () => {
  await host()
  await page.keyboard.press('g')
  await page.getByRole('main', { name: 'Glance mode' }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(`**/shows/${SHOW_ID}`)
})

it('hears no key while somebody types or chooses', async () => {
  await host()
  await page.getByRole('button', { name: 'Game poll, guest' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('')
  await page.keyboard.type('Guess 4 hugs, 1 ug')
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Guess 4 hugs, 1 ug')
  // The dialog is modal: its buttons have the focus, the page's keys still do nothing.
  await page.getByRole('button', { name: 'Not now' }).focus()
  await page.keyboard.press('4')
  await page.keyboard.press('h')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Show menu' }).click()
  await page.keyboard.press('5')
  await page.keyboard.press('Escape')
  expect(calls()).toEqual([])
  expect(await page.getByTestId('revenue').textContent()).toBe('€48,216.40')
  // A key with a modifier is the browser's.
  await page.keyboard.press('Control+4')
  await page.keyboard.press('Alt+h')
  expect(calls()).toEqual([])
  expect(await page.getByTestId('revenue').textContent()).toBe('€48,216.40')
})

it('closes what is open by Escape and gives the focus back', async () => {
  await host()
  await page.getByTestId('viewers-now').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'How is this counted' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('viewers-now')
  await page.getByRole('button', { name: 'Show menu' }).press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Show menu')
})

it('moves the focus as the page reads: top bar, viewers, questions, product, engagement, mood, stream, comments, running order', async () => {
  await host()
  const order: string[] = []
  for (let presses = 0; presses < 130; presses++) {
    await page.keyboard.press('Tab')
    const region = await page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return null
      return at.closest('.bar') ? 'top bar' : (at.closest('section, nav')?.getAttribute('aria-label') ?? at.outerHTML)
    })
    if (region === null) break
    if (order.at(-1) !== region) order.push(region)
  }
  expect(order).toEqual([
    'top bar',
    'Viewers',
    'Unanswered questions',
    'Pinned product',
    'Engagement',
    'Mood',
    'Stream',
    'Comments',
    'Running order',
  ])
})

it('ends a moment and the show only when asked twice', async () => {
  await host()
  await page.getByRole('button', { name: /€39 offer.*End it/ }).press('Enter')
  await page.getByRole('dialog', { name: 'End €39 offer?' }).getByRole('button', { name: 'Not now' }).click()
  expect(calls()).toEqual([])
  await page.getByRole('button', { name: 'Show menu' }).click()
  await page.getByRole('menuitem', { name: 'End the show' }).click()
  await page.getByRole('dialog', { name: 'End the show?' }).getByRole('button', { name: 'End the show' }).click()
  await expect.poll(calls).toEqual([{ path: '/end', body: {} }])
})

it('starts a show that is scheduled, asked twice', async () => {
  seat.stage.snapshot = SCHEDULED
  page = await seat.open('')
  await page.getByRole('button', { name: 'Start the show' }).click()
  await page
    .getByRole('dialog', { name: 'Start the show?' })
    .getByRole('button', { name: 'Start', exact: true })
    .click()
  await expect.poll(calls).toEqual([{ path: '/start', body: {} }])
})

it('says changes of the line politely, and never numbers or comments', async () => {
  await host()
  await page.locator('p[aria-live=polite]', { hasText: 'Connected, numbers are live' }).waitFor({ state: 'attached' })
  const loud = await page
    .locator('[aria-live], [role=status], [role=alert], [role=log], output')
    .evaluateAll((all) =>
      all
        .filter((element) => element.getAttribute('aria-live') !== 'off')
        .map((element) => element.getAttribute('role') ?? element.getAttribute('aria-live')),
    )
  // The announcer and the toasts; no region that a frame changes.
  expect(loud.toSorted()).toEqual(['polite', 'status'])
  const heard = await page.evaluateHandle(() => {
    const words: string[] = []
    const regions = document.querySelectorAll('[aria-live=polite], [role=status]')
    const observer = new MutationObserver((changes) =>
      words.push(...changes.map(({ target }) => target.textContent ?? '')),
    )
    for (const region of regions) observer.observe(region, { childList: true, characterData: true, subtree: true })
    return words
  })
  for (let n = 1; n <= 5; n++) {
    seat.stage.send(
      frame(AT_MS + n * 1000, { viewers: 13_000 + n }, { comments: [comment(900 + n, AT_MS + n * 1000)] }),
    )
    await page.getByTestId('viewers-now').getByText(`13,00${n}`).waitFor()
  }
  expect(await heard.jsonValue()).toEqual([])
})

it('holds the comments still under a pointer or the focus, and counts those that wait', async () => {
  await host()
  const list = page.getByTestId('comments')
  await list.focus()
  const before = await list.innerText()
  const comments = [comment(901, AT_MS), comment(902, AT_MS)]
  seat.stage.send(frame(AT_MS + 1000, {}, { comments }))
  await page.getByText('2 new comments wait').click()
  expect(before).not.toContain('wait')
  await expect.poll(() => list.locator('li').count()).toBe(30)
  expect(await list.evaluate((ol) => ol.scrollHeight - ol.scrollTop - ol.clientHeight)).toBeLessThan(2)
})

it('stands still for who asked for less motion', async () => {
  await host()
  await page.keyboard.press('4')
  // The undo's time is written instead of drawn.
  await page.getByText('within 8 s').waitFor()
  seat.stage.send(frame(AT_MS + 1000, { viewers: 13_100 }))
  await page.getByTestId('viewers-now').getByText('13,100').waitFor()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)

  page = await seat.open('', { reducedMotion: 'no-preference' })
  await page.getByTestId('viewers-now').getByText('12,847').waitFor()
  expect(await page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0)
})

it('brings the comments that waited by key, and keeps the focus', async () => {
  await host()
  await page.getByTestId('comments').focus()
  await page.keyboard.press('Tab')
  seat.stage.send(frame(AT_MS + 1000, {}, { comments: [comment(901, AT_MS)] }))
  const waiting = page.getByRole('button', { name: '1 new comment waits' })
  await waiting.waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('comments').locator('li').count()).toBe(29)
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Held while you read')
})
