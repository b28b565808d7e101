// A host's browser as a test has it: reads a show's live stream until it says what is waited for.
import { expect, vi } from 'vitest'
import type { LiveFrame, LiveSnapshot } from '../api/contract.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

/** The first message that `found` is true for. A show just declared is not known until its first frame: asked until it is. */
export async function watchLive(
  url: string,
  showId: string,
  found: (message: LiveSnapshot | LiveFrame) => boolean,
  headers: Readonly<Record<string, string>> = {},
): Promise<LiveSnapshot | LiveFrame> {
  const answer = await vi.waitFor(async () => {
    const asked = await fetch(`${url}/v1/shows/${showId}/live`, { headers })
    expect(asked.status).toBe(200)
    return asked
  }, PATIENCE_MS)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  for (let text = ''; ;) {
    const { value, done } = await reader.read()
    if (done) throw new Error('the live stream ended')
    const messages = (text + value).split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const data = /^data: (\{.*)$/m.exec(message)?.[1]
      if (!data) continue
      const parsed = JSON.parse(data) as LiveSnapshot | LiveFrame
      if (!parsed.now || !found(parsed)) continue
      await reader.cancel()
      return parsed
    }
  }
}
