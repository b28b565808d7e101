// The OpenAPI 3.1 document, made from the routes themselves: what is not in the list is not in the app.
import { PROBLEMS } from '../problem.ts'
import type { ProblemCode } from '../problem.ts'
import type { Content, Route } from '../routes/route.ts'
import type { Schema } from './schema.ts'
import { ref } from './schema.ts'
import { schemas } from './schemas.ts'

/** What any private route may answer, besides what it says itself. */
const PRIVATE_PROBLEMS = ['unauthorized', 'too_many_attempts', 'forbidden_peer', 'forbidden_origin'] as const
const EVERYWHERE = ['internal', 'store_unavailable'] as const

export type Document = Readonly<Record<string, unknown>> & { readonly paths: Readonly<Record<string, Schema>> }

export function documentOf(routes: readonly Route[]): Document {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cartbeat',
      version: '1',
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
      description:
        'Shows as the record has them, shows as they run, what hosts do, and SQL. Times are Unix ms (_ms) or s; money is ' +
        'integer minor units. The collector (POST /v1/batch and its kin) speaks the Segment HTTP tracking format and is ' +
        'not described here. Streams of /live carry LiveSnapshot and LiveFrame.',
    },
    security: [{ bearer: [] }, { cookie: [] }, {}],
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'CARTBEAT_ADMIN_TOKEN. Not needed on this machine.' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'cartbeat_token', description: 'Set by POST /v1/login.' },
      },
    },
  }
}

function operationOf(route: Route): Schema {
  const { body, parameters, description } = route
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(description === undefined ? {} : { description }),
    ...(route.access === 'open' ? { security: [] } : {}),
    ...(parameters ? { parameters } : {}),
    ...(body ? { requestBody: { required: false, content: contentOf(body) } } : {}),
    responses: { ...answersOf(route), ...problemsOf(route) },
  }
}

function answersOf({ answers }: Route): Schema {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, content }]) => [
      status,
      content ? { description, content: contentOf(content) } : { description },
    ]),
  )
}

/** One response a status; the codes it can carry stand in its description. */
function problemsOf(route: Route): Schema {
  const codes: ProblemCode[] = [
    ...(route.problems ?? []),
    ...(route.access === 'private' ? PRIVATE_PROBLEMS : []),
    ...EVERYWHERE,
  ]
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code][0])
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      String(status),
      {
        description: found.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}`).join('. '),
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    ]),
  )
}

function contentOf(content: Content): Schema {
  return Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, schema === null ? {} : { schema }]))
}
