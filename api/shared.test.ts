import { expect, it } from 'vitest'
import { createShared } from './shared.ts'

it('asks once for all who come at once, and anew for who comes later', async () => {
  const shared = createShared()
  let asked = 0
  const ask = async () => ++asked
  expect(await Promise.all([shared('a', ask), shared('a', ask), shared('b', ask)])).toEqual([1, 1, 2])
  expect(await shared('a', ask)).toBe(3)
})

it('shares a failure and forgets it', async () => {
  const shared = createShared()
  const fail = () => Promise.reject(new Error('away'))
  const both = await Promise.allSettled([shared('a', fail), shared('a', async () => 'never asked')])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await shared('a', async () => 'back')).toBe('back')
})
