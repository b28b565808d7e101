// `npm run dev`: the service, started anew when its code changes, and the dashboard with hot reload in front of it.
import { spawn } from 'node:child_process'

const parts = [
  spawn(process.execPath, ['--watch', 'service/main.ts', ...process.argv.slice(2)], { stdio: 'inherit' }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js', '--config', 'dashboard/vite.config.ts'], {
    stdio: 'inherit',
  }),
]
for (const part of parts) {
  part.on('exit', (code) => {
    for (const other of parts) other.kill()
    process.exitCode = code ?? 0
  })
}
