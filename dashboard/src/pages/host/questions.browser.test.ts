// The question queue on the host's page: it stands still under a pointer, its marks wait for a lost line, one tap closes a
// question on a phone, and a new top question is said once and politely.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { AT_MS, SNAPSHOT, frame } from '../../../stage/show.fixture.ts'
import { queueAt } from '../../../stage/voice.fixture.ts'

const seat = takeSeat()
const queue = queueAt(AT_MS)
const [first, second, third] = queue.questions
const asks = (page: Page) => page.getByTestId('questions')
const order = (page: Page) =>
  asks(page)
    .locator('li')
    .evaluateAll((rows) => rows.slice(0, 3).map((row) => row.getAttribute('data-key')))
const marks = () => seat.stage.calls.map(({ body }) => body)

it('moves nothing under a pointer, and settles when it leaves', async () => {
  const page = await seat.open('')
  await asks(page).getByText(third!.example).hover()
  // The service says: the first is answered elsewhere, the third leads.
  seat.stage.send(frame(AT_MS + 1000, {}, { questions: { ...queue, questions: [third!, second!] } }))
  await asks(page).locator('li', { hasText: first!.example }).getByText('closed').waitFor()
  expect(await order(page)).toEqual([first!.questionKey, second!.questionKey, third!.questionKey])
  await page.mouse.move(10, 300)
  await expect.poll(() => order(page)).toEqual([third!.questionKey, second!.questionKey])
})

it('says why a question may stand above one that more viewers ask', async () => {
  const page = await seat.open('')
  const head = asks(page).getByTitle('as 4 and 5, count as equal and the older question stands first')
  await head.getByRole('heading', { name: 'Questions' }).waitFor()
  seat.stage.send(frame(AT_MS + 1000, {}, { questions: { ...queue, questions: [first!] } }))
  await head.waitFor({ state: 'detached' })
})

it('keeps a mark for when the line is back, and shows it done meanwhile', async () => {
  const page = await seat.open('')
  await asks(page).getByText(first!.example).waitFor()
  seat.stage.up = false
  seat.stage.drop()
  await page.getByText('No connection for').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await asks(page).locator('li', { hasText: second!.example }).waitFor({ state: 'detached' })
  await page.getByText(`1 act waits here: Answered: ${second!.example}`).waitFor()
  expect(marks()).toEqual([])
  seat.stage.up = true
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect.poll(marks).toEqual([{ questionKey: second!.questionKey, mark: 'answered' }])
})

it('pins by P, dismisses by D and takes back by U', async () => {
  const page = await seat.open('')
  await asks(page).getByText(first!.example).waitFor()
  await page.keyboard.press('p')
  await asks(page).getByText('pinned', { exact: true }).first().waitFor()
  await page.keyboard.press('u')
  await page.keyboard.press('d')
  await expect.poll(() => marks().length).toBeGreaterThanOrEqual(2)
  await expect.poll(() => marks().at(-1)).toEqual({ questionKey: first!.questionKey, mark: 'dismissed' })
  await asks(page).locator('li', { hasText: first!.example }).waitFor({ state: 'detached' })
})

it.each(['before', 'after'])('selects what an undo brings back, made %s the service told of the mark', async (when) => {
  const page = await seat.open('')
  await asks(page).getByText(first!.example).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await expect.poll(marks).toEqual([{ questionKey: second!.questionKey, mark: 'answered' }])
  const undo = async () => {
    await page.keyboard.press('u')
    await expect.poll(() => marks().at(-1)).toEqual({ questionKey: second!.questionKey, mark: 'open' })
  }
  if (when === 'before') await undo()
  // The service has it; how many are open says that the page has heard.
  const told = { ...queue, open: queue.open - 5, questions: [first!, third!] }
  seat.stage.send(frame(AT_MS + 1000, {}, { questions: told }))
  await asks(page).getByText(`${told.open} open`).waitFor()
  if (when === 'after') await undo()
  seat.stage.send(frame(AT_MS + 2000, {}, { questions: queue }))
  await asks(page).locator('[aria-current=true]', { hasText: second!.example }).waitFor()
})

it('takes one tap on a phone, and shows few until asked for all', async () => {
  const page = await seat.open('', { viewport: { width: 390, height: 844 }, hasTouch: true })
  const rows = asks(page).locator('li:visible')
  await expect.poll(() => rows.count()).toBe(4)
  await asks(page)
    .getByRole('button', { name: /Answered:.*shipping to Austria/ })
    .tap()
  await expect.poll(marks).toEqual([{ questionKey: second!.questionKey, mark: 'answered' }])
  await asks(page).getByRole('button', { name: '4 more' }).tap()
  await expect.poll(() => rows.count()).toBe(8)
})

it('says a new top question once, politely, and not the one it opened with', async () => {
  const page = await seat.open('')
  const said = page.locator('p[aria-live=polite]')
  await said.filter({ hasText: 'Connected' }).waitFor({ state: 'attached' })
  seat.stage.send(frame(AT_MS + 1000, {}, { questions: { ...queue, questions: [second!, first!] } }))
  await said.filter({ hasText: `Top question, asked by 14: ${second!.example}` }).waitFor({ state: 'attached' })
  expect(SNAPSHOT.questions.questions[0]!.example).toBe(first!.example)
})
