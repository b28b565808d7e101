// A TCP proxy on loopback that a test breaks: connections cut, refused, slowed, or left open with nothing getting through.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** What becomes of bytes on their way: to the broker (`requests`) and from it (`answers`). */
export interface Weather {
  /** Bytes go nowhere and the connection stays open, as when a cable is pulled. Those held are lost. */
  readonly requests?: 'pass' | 'vanish'
  readonly answers?: 'pass' | 'vanish'
  /** Every chunk waits this long. */
  readonly delay_ms?: number
  /** New connections are closed at once. */
  readonly refuse?: boolean
}

export interface Proxy {
  readonly port: number
  /** From now on, for the connections there are and those to come. Fair weather passes everything. */
  setWeather(weather: Weather): void
  /** Ends every connection with a reset. */
  cut(): void
  /** Called with every chunk of answers before it passes; true: the chunk vanishes and the connection is cut. */
  onAnswer: ((chunk: Buffer) => boolean) | null
  close(): Promise<void>
}

export async function startProxy(targetPort: () => number): Promise<Proxy> {
  let weather: Weather = {}
  const open = new Set<Socket>()
  const server: Server = createServer((client) => {
    if (weather.refuse) return client.resetAndDestroy()
    const broker = connect(targetPort(), '127.0.0.1')
    const both = [client, broker]
    const end = () => both.forEach((socket) => socket.resetAndDestroy())
    for (const socket of both) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', () => {
        open.delete(socket)
        end()
      })
    }
    const pass = (to: Socket, chunk: Buffer) => {
      const { delay_ms = 0 } = weather
      if (delay_ms === 0) to.write(chunk)
      else setTimeout(() => to.destroyed || to.write(chunk), delay_ms)
    }
    client.on('data', (chunk: Buffer) => {
      if (weather.requests !== 'vanish') pass(broker, chunk)
    })
    broker.on('data', (chunk: Buffer) => {
      if (proxy.onAnswer?.(chunk)) return end()
      if (weather.answers !== 'vanish') pass(client, chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    onAnswer: null,
    setWeather(next) {
      weather = next
    },
    cut() {
      for (const socket of open) socket.resetAndDestroy()
    },
    close() {
      proxy.cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return proxy
}
