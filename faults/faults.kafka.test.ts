// The short form of `npm run faults`, and its negative controls.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { CONTROLS } from './controls.ts'
import { runScenario } from './scenario.ts'
import { SHORT_FORM } from './scenarios/short.ts'

let kafka: TestKafka
beforeAll(async () => {
  kafka = await startKafka({ nodes: 3 })
})
afterAll(() => kafka?.close())

it('stores what was accepted once, and shows it, whatever is killed and cut', async () => {
  const { wrong, kills, accepted } = await runScenario(SHORT_FORM, { kafka: async () => kafka })
  expect(wrong.join('\n')).toBe('')
  expect(kills).toBe(3)
  expect(accepted).toBeGreaterThan(300)
}, 240_000)

it('turns red under each deliberate bug', async () => {
  // All end before any is judged: a world left in the middle leaves its processes behind.
  const run = ({ scenario }: (typeof CONTROLS)[number]) =>
    runScenario(scenario, { kafka: async () => kafka, viewers: 12, patience_ms: 12_000 })
  const found = await Promise.all(CONTROLS.map(run))
  expect(found.map(({ wrong }, i) => [CONTROLS[i]?.rule, wrong.join('\n')])).toEqual(
    CONTROLS.map(({ rule, says }) => [rule, expect.stringMatching(says)]),
  )
}, 240_000)
