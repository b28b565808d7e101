import { expect, it } from 'vitest'
import { table } from './table.ts'

it('prints a figure a line, with what limits it below', () => {
  const text = table([
    {
      name: 'collector',
      what: 'batches of 50',
      value: 123_456.7,
      unit: 'events/s/core',
      spread: 0.043,
      runs: 3,
      limit: { is: 'at least', value: 200_000 },
      limitedBy: 'JSON',
      details: { cpu_s: 3.14159, steady: true },
    },
    {
      name: 'sdk',
      what: 'gzipped',
      value: 7_500,
      unit: 'bytes',
      spread: null,
      runs: 1,
      limit: { is: 'at most', value: 8_000 },
      limitedBy: 'its code',
      details: {},
    },
  ])
  expect(text).toBe(
    [
      '             value  unit            spread  runs  target            met',
      '---------  -------  -------------  -------  ----  ----------------  ---',
      'collector  123,457  events/s/core  ± 4.3 %     3  at least 200,000  NO',
      '    batches of 50',
      '    cpu_s 3.14, steady yes',
      '    limited by: JSON',
      'sdk          7,500  bytes                      1  at most 8,000     yes',
      '    gzipped',
      '    limited by: its code',
    ].join('\n'),
  )
})
