// What the Dockerfile puts into the image: all that the parts and the operator's commands need, and nothing that only lies beside.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readProjectFile } from './compose.fixture.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const [, build = '', final = ''] = readProjectFile('Dockerfile').split(/^FROM .*$/m)
const copied = [...build.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '))

/** The project's files a command reads as code, from its entry on; what is only a type is gone by then. */
function loadedBy(entry: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [join(ROOT, entry)]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, type, from, lazy] of text.matchAll(
      /^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    ))
      if (!type) open.push(join(dirname(file), from ?? lazy ?? ''))
  }
  return new Set([...seen].map((file) => relative(ROOT, file)))
}

it('is made of what is named, so that no setting or certificate beside it gets in', () => {
  expect(copied.length).toBeGreaterThan(10)
  for (const path of copied) {
    expect([path, /^[\w./-]+$/.test(path) && !/^\.?\/?$/.test(path), existsSync(join(ROOT, path))]).toEqual([
      path,
      true,
      true,
    ])
  }
  expect([...final.matchAll(/^COPY (.*)$/gm)].map(([, line]) => line)).toEqual(['--from=build /app /app'])
})

it.each([
  'service/main.ts',
  'log/kafka/topics-command.ts',
  'service/doctor/doctor-command.ts',
  'service/replay/main.ts',
  'simulator/main.ts',
])('has all of %s', (entry) => {
  const loaded = loadedBy(entry)
  expect(loaded.size).toBeGreaterThan(5)
  expect([...loaded].filter((file) => !copied.some((path) => file === path || file.startsWith(`${path}/`)))).toEqual([])
})

it('says to scripts/run.mjs that all is installed: nothing could be', () => {
  const stamp = 'cp package-lock.json node_modules/.cartbeat-lock'
  expect(readProjectFile('scripts/run.mjs')).toContain(`join('node_modules', '.cartbeat-lock')`)
  // Before the pages are built, and after npm has tidied its folder.
  expect(build.indexOf(stamp)).toBeLessThan(build.indexOf('npm run build'))
  expect(build.lastIndexOf(stamp)).toBeGreaterThan(build.indexOf('npm prune'))
  expect(final).toMatch(/^ENV .*\bHOST=0\.0\.0\.0 CARTBEAT_DATA_DIR=\/data$/m)
})

it('keeps secrets out of what git and the builder see', () => {
  const [git, builder] = ['.gitignore', '.dockerignore'].map((file) => readProjectFile(file).split('\n'))
  for (const pattern of ['.env*', '*.pem', '*.key', '*.crt', '*.p12'])
    expect([pattern, git?.includes(pattern), builder?.includes(`**/${pattern}`)]).toEqual([pattern, true, true])
  for (const folder of ['certificates', 'certs'])
    expect([folder, git?.includes(`${folder}/`), builder?.includes(`**/${folder}`)]).toEqual([folder, true, true])
})
