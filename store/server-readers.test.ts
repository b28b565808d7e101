import { expect, it } from 'vitest'
import { ensureReaders } from './server-readers.ts'
import type { ServerOptions } from './server-options.ts'

const SERVER: ServerOptions = {
  ...{ url: 'http://clickhouse', username: 'u', password: 'p', database: 'shop', ca: null },
  cluster: 'shops',
}

/** The statements given to a server that has so much of it. */
async function given(found: { profiles: number; grants: number }): Promise<readonly string[]> {
  const commands: string[] = []
  await ensureReaders(SERVER, {
    query: async <T>() => [found] as T[],
    command: async (sql) => void commands.push(sql.replace(/^(?:\s*--[^\n]*\n|\s)+/, '')),
  })
  return commands
}

it('says nothing where all is there: on a cluster a node that is down would hold up every start', async () => {
  expect(await given({ profiles: 1, grants: 1 })).toEqual([])
})

it.each([
  { profiles: 0, grants: 0 },
  { profiles: 1, grants: 0 },
  { profiles: 0, grants: 1 },
])('makes all of it where something is missing: %o', async (found) => {
  expect(await given(found)).toEqual([
    expect.stringMatching(/^CREATE SETTINGS PROFILE IF NOT EXISTS shop_reader ON CLUSTER 'shops' SETTINGS\n/),
    expect.stringMatching(/^CREATE ROLE IF NOT EXISTS shop_reader ON CLUSTER 'shops' SETTINGS PROFILE 'shop_reader'$/),
    expect.stringMatching(/^GRANT ON CLUSTER 'shops' SELECT ON shop\.\* TO shop_reader$/),
  ])
})
