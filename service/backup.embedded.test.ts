// OPERATIONS.md's own statements of backup and restore, run as they stand there.
import { readFileSync } from 'node:fs'
import { createClient } from '@clickhouse/client'
import { expect, it } from 'vitest'
import { openOnServer } from './on-server.fixture.ts'

const TEXT = readFileSync(new URL('../OPERATIONS.md', import.meta.url), 'utf8')

/** The statements of the SQL block under a heading. */
function statementsOf(heading: string): readonly string[] {
  const block = new RegExp(`^### ${heading}$[^]*?\n\`\`\`sql\n([^]*?)\n\`\`\``, 'm').exec(TEXT)?.[1]
  if (!block) throw new Error(`OPERATIONS.md has no SQL under "${heading}"`)
  return block.split(/;\s*/).filter((statement) => statement.trim() !== '')
}

it('comes back from a backup, and what came after it comes again from the log', async () => {
  const world = await openOnServer()
  const { clickhouse } = world
  try {
    // On a server of someone else's there may be no disk to back up to.
    if (!clickhouse.front) return
    // Without a database of its own: one that is dropped cannot be asked in.
    const { url, username, password } = clickhouse
    const client = createClient({ url, username, password })
    const run = async (heading: string) => {
      for (const statement of statementsOf(heading))
        await client.command({ query: statement.replaceAll(/\bcartbeat\b/g, clickhouse.database) })
    }
    const first = await world.start()
    await world.send(60)
    await world.stored()
    // Stopped and started: there are checkpoints, and the backup is taken while it runs.
    await first.end('SIGTERM')
    const second = await world.start()
    await world.send(20)
    await run('Backup')
    await world.send(20)
    await world.stored()
    await second.end('SIGKILL')

    await run('Restore')
    const before = await world.store.query<{ n: number }>('SELECT count() AS n FROM events')
    expect(before[0]?.n).toBeLessThan(world.ledger.events)
    const third = await world.start()
    await world.send(5)
    await world.stored()
    await third.end('SIGTERM')
    await world.check()
    await client.close()
  } finally {
    await world.close()
  }
}, 300_000)
