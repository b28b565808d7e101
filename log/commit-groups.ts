// Commit groups: appends that come while a transaction runs wait together and share the next one.
import { LogFullError } from './contract.ts'
import type { Append, Appended } from './contract.ts'
import { GROUP_BYTES_MAX, GROUP_RECORDS_MAX, WAITING_BYTES_MAX } from './limits.ts'

/** One append call: taken whole, or refused with the error. */
export type Outcome = readonly Appended[] | Error

/** Writes append calls in order in one transaction; resolves with the outcome of each once durable. */
export type WriteGroup = (calls: readonly (readonly Append[])[]) => Promise<readonly Outcome[]>

export interface CommitGroups {
  append(records: readonly Append[]): Promise<readonly Appended[]>
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>
}

interface Call {
  readonly records: readonly Append[]
  readonly bytes: number
  readonly resolve: (appended: readonly Appended[]) => void
  readonly reject: (error: unknown) => void
}

export function createCommitGroups(write: WriteGroup): CommitGroups {
  let waiting: Call[] = []
  let waiting_bytes = 0
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    // Appends of the same turn of the event loop go together.
    await null
    while (waiting.length > 0) {
      const calls = takeGroup()
      try {
        const outcomes = await write(calls.map((call) => call.records))
        calls.forEach((call, i) => settle(call, outcomes[i] as Outcome))
      } catch (error) {
        for (const call of calls) call.reject(error)
      }
    }
    running = null
  }

  function takeGroup(): Call[] {
    let records = 0
    let bytes = 0
    let count = 0
    for (const call of waiting) {
      records += call.records.length
      bytes += call.bytes
      if (count > 0 && (records > GROUP_RECORDS_MAX || bytes > GROUP_BYTES_MAX)) break
      count++
      waiting_bytes -= call.bytes
    }
    const calls = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return calls
  }

  return {
    append(records) {
      const bytes = records.reduce((sum, record) => sum + record.bytes.length, 0)
      if (waiting_bytes > 0 && waiting_bytes + bytes > WAITING_BYTES_MAX)
        return Promise.reject(new LogFullError('appends come faster than the disk takes them'))
      waiting_bytes += bytes
      return new Promise((resolve, reject) => {
        waiting.push({ records, bytes, resolve, reject })
        running ??= run()
      })
    },
    async idle() {
      await running
    },
  }
}

function settle(call: Call, outcome: Outcome): void {
  if (outcome instanceof Error) call.reject(outcome)
  else call.resolve(outcome)
}
