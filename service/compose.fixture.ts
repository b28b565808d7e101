// docker-compose.yml and the Dockerfile as tests read them: what compose would run, with values put in as compose does.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface ComposeService {
  readonly environment?: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly image: string
  readonly ports?: readonly string[]
  readonly profiles?: readonly string[]
  readonly restart?: string
  readonly volumes?: readonly string[]
  readonly deploy: { readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } } }
}

export const readProjectFile = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

export const composeServices = (
  parse(readProjectFile('docker-compose.yml'), { merge: true }) as {
    services: Readonly<Record<string, ComposeService>>
  }
).services

/** ${NAME:-default} and ${NAME:?why}, as compose puts values in. */
export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, how: string | undefined, rest: string) => {
    const value = values[name]
    if (value) return value
    if (how === '-') return rest
    throw new Error(`${name} is missing: ${rest}`)
  })
}

/** What a container of ours runs: the service's command, or the image's. */
export function commandOf(service: ComposeService, values: Readonly<Record<string, string>>): readonly string[] {
  const ofImage = JSON.parse(/^CMD (.*)$/m.exec(readProjectFile('Dockerfile'))?.[1] ?? '[]') as string[]
  return (service.command ?? ofImage).map((part) => interpolate(part, values))
}

export function environmentOf(
  service: ComposeService,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const given = Object.entries(service.environment ?? {})
  return Object.fromEntries(given.map(([name, text]) => [name, interpolate(String(text), values)]))
}
