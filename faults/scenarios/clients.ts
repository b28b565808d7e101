// Connections between viewers and collectors, and between pages and APIs: cut when a batch was accepted and before its viewer
// heard so, and open with nothing getting through.
import type { Proxy } from '../../testing/kafka/proxy.ts'
import type { ClusterScenario } from '../scenario.ts'
import { TWO } from './members.ts'

const isAcceptance = (chunk: Buffer): boolean =>
  /^HTTP\/1\.1 200 .*content-type: application\/json/is.test(chunk.toString('latin1'))

/** Does something with the connections when the next batch is accepted; resolves then. true: that answer ends with its connection. */
function atNextAcceptance(front: Proxy, act: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    front.losesAnswer = (chunk) => {
      if (!isAcceptance(chunk)) return false
      front.losesAnswer = () => false
      resolve()
      return act()
    }
  })
}

/** Nothing gets through, on new connections neither, for this long. */
const SILENT_MS = 6_000

export const clients: readonly ClusterScenario[] = [
  {
    name: 'clients-cut',
    breaks: 'connections of viewers and pages to the services end, with answers that said accepted on them',
    seed: 351,
    members: TWO,
    fronted: true,
    glass_s: 10,
    async run({ fronts, random, right, pause }) {
      for (let round = 0; round < 3; round++) {
        for (let each = 0; each < 8; each++) {
          const front = random.pick(fronts)
          await atNextAcceptance(front, () => true)
          front.cut()
          await pause(50, 400)
        }
        await right()
      }
    },
  },
  {
    name: 'clients-half-open',
    breaks:
      'connections of viewers and pages to a service stay open, an answer that said accepted on its way, and nothing gets through',
    seed: 352,
    members: TWO,
    fronted: true,
    glass_s: 15,
    async run({ fronts, right, pause }) {
      for (let round = 0; round < 2; round++) {
        for (const front of fronts) {
          await atNextAcceptance(front, () => {
            front.silence()
            return false
          })
          const until_ms = performance.now() + SILENT_MS
          while (performance.now() < until_ms) {
            await pause(50, 100)
            front.silence()
          }
          await right()
        }
      }
    },
  },
]
