// The live stream of one show, as Server-Sent Events.
import type { HttpBindings } from '@hono/node-server'
import { problem } from '../problem.ts'
import type { Route } from './route.ts'
import { param } from './route.ts'
import { showIdParameter } from './parameters.ts'
import { whenDeclared } from './declared.ts'

export const liveRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/shows/{showId}/live',
    id: 'watchShow',
    tag: 'live',
    summary: 'A show as it runs',
    description:
      'Server-Sent Events: `snapshot` (LiveSnapshot) first, then `frame` (LiveFrame) four times a second while anything ' +
      'moves and once a second as a sign of life. With Last-Event-ID the missed frames come as one. A client that does ' +
      'not read is let go; one the service ends is told `dropped` with a reason.',
    access: 'private',
    parameters: [
      showIdParameter,
      {
        name: 'Last-Event-ID',
        in: 'header',
        description: 'Id of the last event received; browsers send it by themselves.',
        schema: { type: 'string' },
      },
    ],
    answers: { 200: { description: 'The stream', content: { 'text/event-stream': null } } },
    problems: ['show_not_found', 'too_many_clients'],
    async run(c, parts) {
      const showId = param(c, 'showId')
      const lastEventId = c.req.header('last-event-id') ?? null
      // Whoever calls the app without a socket has none.
      const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>
      const cut = () => void outgoing?.destroy()
      const stream = await whenDeclared(parts, showId, () => parts.hub.open(showId, lastEventId, cut))
      if (stream === null)
        return problem('show_not_found', `No show ${JSON.stringify(showId)} has been declared or seen.`)
      if (stream === 'full') return problem('too_many_clients', 'Try again in a few seconds.', { 'retry-after': '5' })
      return new Response(stream, {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // For proxies that would otherwise gather events into pages (nginx).
          'x-accel-buffering': 'no',
        },
      })
    },
  },
]
