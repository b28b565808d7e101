// The show that a query speaks of, chosen from a list that comes late or not at all. What is sent counts here, so the stage
// plays the service's part; sql.browser.test.ts tries the real one.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ShowList, SqlAnswer } from '../../../../api/contract.ts'
import { takeSeat } from '../../../stage/browser.fixture.ts'
import { SHOW } from '../../../stage/show.fixture.ts'

const seat = takeSeat()
const SQL = 'SELECT {show:String} AS named'
const LIST: ShowList = { shows: [{ ...SHOW, shape: [] }], next: null }
const ANSWER: SqlAnswer = {
  columns: [{ name: 'named', type: 'String' }],
  data: [['an answer']],
  rows: 1,
  elapsed_ms: 1,
  read: null,
  limits: { time_ms: 10_000, memory_bytes: 2 ** 30, rows: 100_000, answer_bytes: 2 ** 26 },
}

/** The page with that query in it, and the queries it sends. */
async function open(page: Page): Promise<readonly unknown[]> {
  const sent: unknown[] = []
  await page.route('**/v1/sql', async (route) => {
    if (route.request().method() !== 'POST') return route.fulfill({ json: ANSWER.limits })
    sent.push(route.request().postDataJSON())
    await route.fulfill({ json: ANSWER })
  })
  await page.goto(`${seat.stage.url}/sql`)
  await page.getByTestId('sql-editor').fill(SQL)
  return sent
}

it('asks about a show once the list of shows has come', async () => {
  const page = await seat.blank()
  let letCome = (): void => {}
  const held = new Promise<void>((resolve) => (letCome = resolve))
  await page.route('**/v1/shows', async (route) => {
    await held
    await route.fulfill({ json: LIST })
  })
  const sent = await open(page)
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('running').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Cancelled after').waitFor()
  await page.getByTestId('run').click()
  await page.getByTestId('running').waitFor()
  expect(sent).toEqual([])
  letCome()
  await page.getByText('an answer', { exact: true }).waitFor()
  expect(sent).toEqual([{ sql: SQL, params: { show: SHOW.showId } }])
})

it('says that no show is chosen where their list does not come, and takes one by its id', async () => {
  const page = await seat.blank()
  await page.route('**/v1/shows', (route) => route.abort())
  const sent = await open(page)
  await page.getByTestId('run').click()
  await page.getByTestId('failure').getByText('No show is chosen').waitFor()
  expect(sent).toEqual([])
  await page.getByRole('textbox', { name: 'show' }).fill('old')
  await page.getByTestId('run').click()
  await page.getByText('an answer', { exact: true }).waitFor()
  expect(sent).toEqual([{ sql: SQL, params: { show: 'old' } }])
})

it('asks for the list of shows anew where it did not come', async () => {
  const page = await seat.blank()
  await page.route('**/v1/shows', (route) => route.abort())
  const sent = await open(page)
  await page.getByTestId('run').click()
  await page.getByTestId('failure').waitFor()
  await page.unroute('**/v1/shows')
  await page.route('**/v1/shows', (route) => route.fulfill({ json: LIST }))
  await page.getByTestId('run').click()
  await page.getByText('an answer', { exact: true }).waitFor()
  expect(sent).toEqual([{ sql: SQL, params: { show: SHOW.showId } }])
})
