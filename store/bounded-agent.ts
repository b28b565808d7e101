// Connections that bring so many bytes and no more. The client reads an answer whole, an error's as well, however long it is:
// right for a database, not for whatever may listen at an address that was mistyped.
import { Agent as HttpAgent, type AgentOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import type { ServerOptions } from './server-options.ts'

export interface AnswerBound {
  readonly bytesMax: number
  /** Called when one was cut off: the client itself says only that the connection was. */
  readonly onCut: () => void
}

/** For one answer a connection, since all of a connection's bytes count. TLS as the server's settings say. */
export function boundedAgent(
  server: ServerOptions,
  connectionsMax: number,
  answers: AnswerBound,
): HttpAgent | HttpsAgent {
  const options: AgentOptions = { keepAlive: false, maxSockets: connectionsMax }
  const agent = server.url.startsWith('https:')
    ? new HttpsAgent({ ...options, ...(server.ca === null ? {} : { ca: server.ca }), ...server.certificate })
    : new HttpAgent(options)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (to, done) => {
    const socket = connect(to, done)
    if (socket) bound(socket as Socket, answers)
    return socket
  }
  return agent
}

function bound(socket: Socket, { bytesMax, onCut }: AnswerBound): void {
  let bytes = 0
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= bytesMax || socket.destroyed) return
    onCut()
    socket.destroy(new Error('the answer is too long'))
  })
}
