import { expect, it } from 'vitest'
import { readOptions } from './options.ts'

it('measures everything by default, a minute end to end', () => {
  expect(readOptions([])).toEqual({
    only: ['collector', 'processor', 'end-to-end', 'glass', 'shows', 'reference', 'sdk'],
    json: false,
    seed: 7,
    runs: 3,
    seconds: 60,
    rate: 52_000,
  })
})

it('takes what is said', () => {
  const args = ['--json', '--only', 'glass,sdk', '--seed=3', '--runs', '5', '--seconds', '20', '--rate', '1000']
  expect(readOptions(args)).toEqual({ only: ['glass', 'sdk'], json: true, seed: 3, runs: 5, seconds: 20, rate: 1000 })
})

it('measures on Kafka when it is named', () => {
  expect(readOptions(['kafka', '--runs', '1'])).toMatchObject({ only: ['kafka'], runs: 1 })
  expect(readOptions(['--only', 'kafka,glass'])).toMatchObject({ only: ['kafka', 'glass'] })
  expect(readOptions(['scoring'])).toMatchObject({ only: ['scoring'] })
})

it.each([
  [['--only', 'collectr'], 'there is no measurement "collectr"; there are collector, processor'],
  [['kafk'], 'there is no measurement "kafk"'],
  [['--seconds', '7000'], '--seconds is "7000", a whole number from 5 to 600 is needed'],
  [['--runs', ''], '--runs is "", a whole number from 1 to 20 is needed'],
  [['--fast'], '--fast'],
])('says what is wrong with %j', (args, wrong) => {
  expect(readOptions(args)).toEqual({ wrong: expect.stringContaining(wrong) })
})
