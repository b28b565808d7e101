import { expect, it } from 'vitest'
import { adviceOn } from './advice.ts'

const refused = (type: string) =>
  Object.assign(new Error('Topic creation errors'), {
    name: 'KafkaJSAggregateError',
    errors: [Object.assign(new Error('said by the broker'), { type, topic: 't' })],
  })
const after = (cause: Error) =>
  Object.assign(new Error(cause.message), { name: 'KafkaJSNumberOfRetriesExceeded', cause })

it.each([
  [refused('INVALID_REPLICATION_FACTOR'), 'said by the broker (CARTBEAT_KAFKA_REPLICAS asks for more'],
  [refused('INVALID_TOPIC_EXCEPTION'), 'CARTBEAT_KAFKA_TOPIC is no name'],
  [refused('TOPIC_AUTHORIZATION_FAILED'), 'CARTBEAT_KAFKA_USERNAME names a user who may not'],
  [
    Object.assign(new Error('Authentication failed'), { name: 'KafkaJSSASLAuthenticationError' }),
    'CARTBEAT_KAFKA_PASSWORD',
  ],
  [after(new Error('Connection error: self-signed certificate')), 'CARTBEAT_KAFKA_TLS_CA_FILE'],
  [
    new Error("Connection error: Hostname/IP does not match certificate's altnames"),
    'CARTBEAT_KAFKA_BROKERS must name the brokers as',
  ],
  [new Error('Connection error: ssl3_get_record:wrong version number'), 'CARTBEAT_KAFKA_TLS say'],
  [Object.assign(new Error('Closed connection'), { name: 'KafkaJSConnectionClosedError' }), 'CARTBEAT_KAFKA_TLS say'],
  [after(new Error('connect ECONNREFUSED 127.0.0.1:1')), 'CARTBEAT_KAFKA_BROKERS right'],
  [new Error('Connection timeout'), 'CARTBEAT_KAFKA_BROKERS right'],
])('names the setting of %s', (error, advice) => {
  expect(adviceOn(error)).toContain(advice)
  expect(adviceOn(error)).not.toContain('\n')
})

it('leaves anything else as it was said', () => {
  expect(adviceOn(new Error('odd'))).toBe('odd')
  expect(adviceOn('odd')).toBe('odd')
})
