import { expect, it } from 'vitest'
import { hostApi, type HostCall } from './host.ts'

it('goes on where a person ended the show: what never began is not ended, what ran is', async () => {
  const asked: string[] = []
  let over = false
  const fetch = async (url: unknown): Promise<Response> => {
    const path = new URL(String(url)).pathname
    asked.push(path)
    // As the service answers.
    if (path.endsWith('/moments') && over) return new Response('{}', { status: 409 })
    if (path.endsWith('/moments/late/end')) return new Response('{}', { status: 404 })
    return new Response('{}', { status: 202 })
  }
  const host = hostApi({ url: 'http://shop', fetch: fetch as typeof globalThis.fetch })
  const moment = (momentId: string): HostCall => ({ call: 'moment', showId: 's', moment: { kind: 'game', momentId } })
  const end = (momentId: string): HostCall => ({ call: 'endMoment', showId: 's', momentId })
  await host.call(moment('early'))
  over = true
  await host.call(moment('late'))
  await host.call(end('late'))
  await host.call(end('early'))
  expect(asked).toEqual(['/v1/shows/s/moments', '/v1/shows/s/moments', '/v1/shows/s/moments/early/end'])
  // One that nobody ever heard of is a fault in the plan.
  await expect(host.call(end('late'))).rejects.toThrow('404')
})
