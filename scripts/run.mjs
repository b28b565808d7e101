// The door for a newcomer: `npm run demo`, `npm test`, `npm start` come through here and need nothing but npm.
// Plain JavaScript for any Node, since it runs before the dependencies (Node 24 among them) are installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

/** What each command runs on Node 24 once all is in place, and whether it needs the pages built. */
const COMMANDS = {
  demo: { script: 'service/main.ts', args: ['--demo'], pages: true },
  start: { script: 'service/main.ts', args: [], pages: true },
  test: { script: 'scripts/test.ts', args: [], pages: true },
  check: { script: 'scripts/check.ts', args: [], pages: false },
  dev: { script: 'scripts/dev.ts', args: [], pages: false },
  topics: { script: 'log/kafka/topics-command.ts', args: [], pages: false },
  doctor: { script: 'service/doctor/doctor-command.ts', args: [], pages: false },
  replay: { script: 'service/replay/main.ts', args: [], pages: false },
  load: { script: 'load-tests/run.ts', args: [], pages: false },
  bench: { script: 'bench/main.ts', args: [], pages: true },
  faults: { script: 'faults/main.ts', args: [], pages: false },
  'train-comments': { script: 'comments/training/train-comments.ts', args: [], pages: false },
  'evaluate-comments': { script: 'comments/training/evaluate-comments.ts', args: [], pages: false },
  'score-comments': { script: 'comments/score-comments.ts', args: [], pages: false },
  build: { script: null, args: [], pages: true },
}
const NODE_MAJOR = 24
/** Each built part: the folder that holds its vite.config.ts, and what it is made from. */
const PAGES = [
  { name: 'sdk', sources: ['sdk'] },
  { name: 'dashboard', sources: ['dashboard'] },
  { name: 'watch', sources: ['watch', 'sdk'] },
]

function stop(line) {
  process.stderr.write(`cartbeat: ${line}\n`)
  process.exit(1)
}

function say(line) {
  process.stderr.write(`cartbeat: ${line}\n`)
}

/** Installs when there is no install or the lock file changed since: the stamp keeps the lock file's text. */
async function install() {
  const stamp = join('node_modules', '.cartbeat-lock')
  const lock = readFileSync('package-lock.json', 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('installing dependencies: about 1 GB, once (the database engine is most of it)')
  const started_ms = Date.now()
  const windows = process.platform === 'win32'
  const npm = spawn(windows ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    // What is said while installing and building goes to stderr: stdout is the command's own (bench --json).
    stdio: ['inherit', 2, 2],
    shell: windows,
  })
  const ticker = setInterval(() => say(`installing, ${Math.round((Date.now() - started_ms) / 1000)} s`), 10_000)
  const code = await new Promise((resolve) => npm.on('error', () => resolve(-1)).on('exit', resolve))
  clearInterval(ticker)
  if (code !== 0) stop('npm ci failed: the lines above say why; run it again when mended')
  writeFileSync(stamp, lock)
}

/** The project's own Node, or this one where it is new enough. */
function findNode() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  for (const path of [own, process.execPath]) {
    if (!existsSync(path)) continue
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim()
    if (Number(version.slice(1).split('.')[0]) >= NODE_MAJOR) return path
  }
  return stop(
    `needs Node ${NODE_MAJOR}, this is ${process.version} and the bundled one is missing: run "npm ci" without --ignore-scripts, or install Node ${NODE_MAJOR}`,
  )
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  let latest = 0
  for (const name of readdirSync(path)) {
    if (name === 'dist' || name === 'node_modules') continue
    latest = Math.max(latest, newest(join(path, name)))
  }
  return latest
}

/** Builds the parts whose sources are newer than what was built. */
function build(node) {
  for (const { name, sources } of PAGES) {
    if (!existsSync(join(name, 'vite.config.ts'))) continue
    const stamp = join(name, 'dist', '.built')
    const changed = Math.max(...sources.map(newest))
    if (existsSync(stamp) && statSync(stamp).mtimeMs > changed) continue
    say(`building ${name}`)
    const vite = join('node_modules', 'vite', 'bin', 'vite.js')
    const done = spawnSync(node, [vite, 'build', '--config', join(name, 'vite.config.ts'), '--logLevel', 'warn'], {
      stdio: ['inherit', 2, 2],
    })
    if (done.status !== 0) stop(`building ${name} failed: the lines above say why`)
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, '')
  }
}

const [name, ...rest] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) stop(`no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}`)
await install()
const node = findNode()
// Help is said at once: it needs no pages.
if (command.pages && !rest.includes('--help')) build(node)
if (command.script) {
  // Everything below runs on the same Node: its folder goes first on the path.
  // The log's commits and every query share libuv's threads: with the usual 4, four slow queries would stop the intake.
  const env = {
    UV_THREADPOOL_SIZE: '16',
    ...process.env,
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  }
  const child = spawn(node, [command.script, ...command.args, ...rest], {
    stdio: 'inherit',
    env,
  })
  // Ctrl-C reaches the child through the terminal; a signal to this process alone is passed on. The child decides when it ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
