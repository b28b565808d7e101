// The comments on the host's page: how each sounds and what it is, floods in one line, and the words that made a score.
import { expect, it } from 'vitest'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { AT_MS, COMMENTS, SNAPSHOT, comment } from '../../../stage/show.fixture.ts'
import { violationsOn } from '../../../../testing/axe.ts'

const seat = takeSeat()
const copies = Array.from({ length: 38 }, (_, n) => ({
  ...comment(500 + n, AT_MS - 20_000 + n),
  text: 'check my page',
  textKey: 77,
  role: 'viewer' as const,
  labels: ['spam' as const],
}))

it('says how a comment sounds and what it is, and that one is not scored', async () => {
  const page = await seat.open('')
  const list = page.getByTestId('comments')
  const frozen = list.locator('li', { hasText: 'frozen again' }).last()
  await frozen.getByRole('img', { name: 'score −0.70' }).waitFor()
  await frozen.getByText('complaint: stream', { exact: true }).waitFor()
  await list.locator('li', { hasText: 'induction?' }).last().getByText('#use').waitFor()
  const arabic = list.locator('li', { hasText: 'كم سعر' }).last()
  await arabic.getByRole('img', { name: 'not scored' }).waitFor()
  await arabic.getByText('unscored').waitFor()
})

it.each([390, 1000, 1321, 1440, 1920])('keeps the unit of the reactions in sight, %i wide', async (width) => {
  const page = await seat.open('', { viewport: { width, height: 900 } })
  const unit = page.locator('.reactions').getByText('a minute', { exact: true })
  await unit.waitFor()
  await unit.scrollIntoViewIfNeeded()
  // What the eye meets where the words stand, at both their ends.
  const met = await unit.evaluate((element) => {
    const { left, right, top, height } = element.getBoundingClientRect()
    return [left + 2, right - 2].map((x) => document.elementFromPoint(x, top + height / 2) === element)
  })
  expect(met).toEqual([true, true])
})

it('folds copies into one line that can be opened', async () => {
  seat.stage.snapshot = { ...SNAPSHOT, comments: [...COMMENTS.slice(0, 4), ...copies, ...COMMENTS.slice(4)] }
  const page = await seat.open('')
  const list = page.getByTestId('comments')
  const fold = list.locator('li', { hasText: '38 copies of “check my page” folded' })
  await fold.waitFor()
  expect(await list.locator('> li').count()).toBe(29)
  expect(await violationsOn(page)).toEqual([])
  await fold.getByRole('button', { name: 'open' }).click()
  await expect.poll(() => list.locator('> li').count()).toBe(29 + 38)
  await fold.getByRole('button', { name: 'close' }).click()
  await expect.poll(() => list.locator('> li').count()).toBe(29)
})

it('marks the words that made a score, under the pointer and by key', async () => {
  const page = await seat.open('')
  const frozen = page.getByTestId('comments').locator('li', { hasText: 'frozen again' }).last()
  await frozen.hover()
  await frozen.getByText('score −0.70: “frozen” stream, “😩” negative').waitFor()
  expect(await frozen.locator('mark').allTextContents()).toEqual(['frozen', '😩'])
  expect(await violationsOn(page)).toEqual([])
  await page.mouse.move(10, 10)
  await frozen.locator('mark').first().waitFor({ state: 'detached' })

  await page.getByTestId('comments').focus()
  for (let presses = 0; presses < 28 && !(await frozen.evaluate((li) => li === document.activeElement)); presses++)
    await page.keyboard.press('ArrowUp')
  await frozen.getByText('“frozen” stream').waitFor()
})
