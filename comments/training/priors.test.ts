// Log-count ratios worked out by hand.
import { expect, test } from 'vitest'
import { logCountPriors } from './priors.ts'

// Four rows: the first two are yes. Feature 0 is in both of them, feature 1 in one of each side, feature 2 in no row that counts.
const rows = {
  starts: Int32Array.of(0, 2, 3, 4, 5),
  features: Int32Array.of(0, 1, 0, 1, 2),
  values: new Float32Array(5).fill(1),
  width: 3,
}
const targets = Int8Array.of(1, 1, -1, -1)

test('a feature of one side weighs more than one that both have', () => {
  const priors = logCountPriors(rows, targets, Float64Array.of(1, 1, 1, 0), { power: 1, floor: 1 })
  // (2 + 1) / (2 + 2) against (0 + 1) / (1 + 2); 2/4 against 2/3.
  expect(priors[0]).toBeCloseTo(Math.log(3 / 4 / (1 / 3)), 12)
  expect(priors[1]).toBeCloseTo(Math.log(2 / 3 / (2 / 4)), 12)
  expect(priors[2]).toBe(0)
})

test('the power takes the edge off, and the ratio has an end', () => {
  const costs = new Float64Array(4).fill(1)
  const [plain] = logCountPriors(rows, targets, costs, { power: 1, floor: 1 })
  const [root] = logCountPriors(rows, targets, costs, { power: 0.5, floor: 1 })
  expect(root).toBeCloseTo(Math.sqrt(plain!), 12)
  const [most] = logCountPriors(rows, targets, costs, { power: 1, floor: 1e-9 })
  expect(most).toBe(4)
})
