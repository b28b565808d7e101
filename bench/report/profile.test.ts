import { expect, it } from 'vitest'
import { readProfile, threadsLine } from './profile.ts'

const node = (id: number, functionName: string, url = '') => ({ id, callFrame: { functionName, url } })

it('adds up the time of samples by part, without what was idle', () => {
  const profile = readProfile(
    {
      nodes: [
        node(1, '(idle)'),
        node(2, 'parseJson', 'file:///app/ingest/body.ts'),
        node(3, 'inflate', 'file:///app/ingest/body.ts'),
        node(4, 'pack', 'file:///app/node_modules/msgpackr/pack.js'),
        node(5, '(garbage collector)'),
        node(6, 'onread', 'node:internal/stream_base_commons'),
        node(7, 'post', 'node:inspector'),
      ],
      samples: [7, 1, 2, 3, 2, 4, 5, 6],
      timeDeltas: [700, 1000, 300, 100, 200, 200, 100, 100],
    },
    '/app',
  )
  // 2000 us in all but for the profiler's own, 1000 of them busy.
  expect(profile.busy).toBeCloseTo(0.5, 10)
  expect(profile.parts).toEqual([
    { name: 'ingest/body.ts', hottest: 'parseJson', share: 0.6 },
    { name: 'msgpackr', hottest: 'pack', share: 0.2 },
    { name: 'garbage collection', hottest: '', share: 0.1 },
    { name: 'node:stream_base_commons', hottest: 'onread', share: 0.1 },
  ])
  expect(threadsLine([profile, { ...profile, busy: 0.01 }])).toBe(
    'a thread busy 50 %: ingest/body.ts (parseJson) 60 %, msgpackr (pack) 20 %, garbage collection 10 %, node:stream_base_commons (onread) 10 %',
  )
})

it('names scoped packages whole and leaves trifles out', () => {
  const profile = readProfile(
    {
      nodes: [node(1, 'serve', 'file:///app/node_modules/@hono/node-server/index.mjs'), node(2, 'x', 'node:net')],
      samples: [1, 2],
      timeDeltas: [980, 20],
    },
    '/app',
  )
  expect(threadsLine([profile])).toBe('a thread busy 100 %: @hono/node-server (serve) 98 %')
})
