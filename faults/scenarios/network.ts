// Connections between services and brokers, and among brokers: cut, refused, and open with nothing getting through.
import type { ClusterScenario } from '../scenario.ts'
import { ONE_BEHIND } from './members.ts'

export const network: readonly ClusterScenario[] = [
  {
    name: 'network-cut',
    breaks: 'every connection of one service to the brokers, and of the brokers to each other, ended by a reset',
    seed: 301,
    members: ONE_BEHIND,
    glass_s: 15,
    async run({ kafka, right, pause }) {
      for (let round = 0; round < 3; round++) {
        for (let each = 0; each < 5; each++) {
          await pause(200, 1_000)
          for (const { proxy } of kafka.nodes) proxy.cut()
        }
        await right()
      }
    },
  },
  {
    name: 'network-away',
    breaks: 'one service cannot reach any broker, nor the brokers each other, for eight seconds',
    seed: 302,
    members: ONE_BEHIND,
    glass_s: 20,
    async run({ kafka, right, pause }) {
      for (let round = 0; round < 2; round++) {
        for (const { proxy } of kafka.nodes) {
          proxy.refuses = true
          proxy.cut()
        }
        await pause(8_000, 8_500)
        for (const { proxy } of kafka.nodes) proxy.refuses = false
        await right()
      }
    },
  },
  {
    name: 'network-half-open',
    breaks: 'connections to one broker after the other, of services and brokers, stay open and nothing gets through',
    seed: 303,
    members: ONE_BEHIND,
    // A broker is given 30 s by the others before they acknowledge without it: replica.lag.time.max.ms, Kafka's own.
    glass_s: 45,
    async run({ kafka, right, pause }) {
      for (const { proxy } of kafka.nodes) {
        proxy.silence()
        await pause(500, 1_000)
        await right()
      }
    },
  },
  {
    name: 'network-slow',
    breaks: 'every packet to and from the brokers takes 100 ms more each way',
    seed: 304,
    members: ONE_BEHIND,
    glass_s: 10,
    async run({ kafka, right, pause }) {
      for (const { proxy } of kafka.nodes) proxy.delay_ms = 100
      await pause(5_000, 6_000)
      await right()
      for (const { proxy } of kafka.nodes) proxy.delay_ms = 0
      await right()
    },
  },
]
