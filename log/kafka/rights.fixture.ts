// The rights of OPERATIONS.md, "Rights on Kafka", as they stand there: given to a user for each who, on a broker that asks for them.
import { readFileSync } from 'node:fs'
import kafkajs, { type AclEntry, type Kafka } from 'kafkajs'

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs

const PASSWORD = 'secret'
const PAGE = new URL('../../OPERATIONS.md', import.meta.url)
/** Who of the table is given what, by the resource's name. */
type Rights = ReadonlyMap<string, readonly (readonly [string, readonly string[]])[]>

function readRights(): Rights {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split('### Rights on Kafka\n')
  const rows = [...section.matchAll(/^\|(.*)\|$/gm)].map(([, cells = '']) =>
    cells.split('|').map((cell) => cell.trim()),
  )
  const [heads = [], , ...rest] = rows.slice(0, rows.findIndex(([who]) => who === '`npm run doctor`') + 1)
  return new Map(
    rest.map(([who = '', ...cells]) => [
      who.replaceAll('`', ''),
      cells.map((cell, i) => [heads[i + 1] ?? '', cell.split(', ').filter((right) => right !== '')] as const),
    ]),
  )
}

/** Properties of a broker that asks who is there behind its proxy, and gives nobody more than ACLs say. */
export function askingProperties(): Readonly<Record<string, string>> {
  const users = [...readRights().keys()].map((who) => `user_${userOf(who)}="${PASSWORD}"`)
  const login = 'org.apache.kafka.common.security.plain.PlainLoginModule'
  return {
    'listener.security.protocol.map': 'PLAIN:PLAINTEXT,BEHIND:SASL_PLAINTEXT,QUORUM:PLAINTEXT',
    'listener.name.behind.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.behind.plain.sasl.jaas.config': `${login} required ${users.join(' ')};`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // The broker itself, and tests at its other door.
    'super.users': 'User:ANONYMOUS',
  }
}

const userOf = (who: string): string => who.replaceAll(/[^a-z]/g, '')

/** The settings by which `who` of the table signs in. */
export function signInAs(who: string): Readonly<Record<string, string>> {
  return {
    CARTBEAT_KAFKA_SASL: 'plain',
    CARTBEAT_KAFKA_USERNAME: userOf(who),
    CARTBEAT_KAFKA_PASSWORD: PASSWORD,
  }
}

const OPERATIONS: Readonly<Record<string, number>> = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Create: AclOperationTypes.CREATE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
}

/** Gives each user of the table its rights on the topic, and on what is named after it. */
export async function giveRights(kafka: Kafka, topic: string): Promise<void> {
  const acl = [...readRights()].flatMap(([who, resources]) =>
    resources.flatMap(([resource, rights]) =>
      rights.map((right): AclEntry => {
        const operation = OPERATIONS[right]
        if (operation === undefined) throw new Error(`${who}: there is no right "${right}"`)
        const isGroup = resource.startsWith('group ')
        return {
          principal: `User:${userOf(who)}`,
          host: '*',
          operation,
          permissionType: AclPermissionTypes.ALLOW,
          resourceType: isGroup ? AclResourceTypes.GROUP : AclResourceTypes.TOPIC,
          resourceName: (/`(.*)`/.exec(resource)?.[1] ?? '').replace('TOPIC', topic),
          resourcePatternType: ResourcePatternTypes.LITERAL,
        }
      }),
    ),
  )
  const admin = kafka.admin()
  await admin.connect()
  await admin.createAcls({ acl })
  await admin.disconnect()
}
