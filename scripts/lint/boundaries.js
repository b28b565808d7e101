// A lint rule: which folder may import which (the table of ARCHITECTURE.md), that kafkajs is log/'s alone,
// and that process.env is read in config.ts alone.
import { relative, resolve, dirname, sep } from 'node:path'

/** Folder -> folders it may import from. Types alone where the value is 'types'. */
const MAY_IMPORT = {
  events: {},
  sdk: { events: 'types' },
  ingest: { events: 'all', log: 'all' },
  log: { events: 'all' },
  pipeline: { events: 'all', log: 'all', store: 'all', comments: 'all' },
  comments: {},
  store: {},
  api: { events: 'all', store: 'all', pipeline: 'contract', comments: 'all' },
  dashboard: { api: 'types' },
  watch: { sdk: 'all', events: 'types' },
  simulator: { sdk: 'types', events: 'types', api: 'types' },
  bench: {
    comments: 'all',
    ...{ events: 'all', ingest: 'all', log: 'all', pipeline: 'all', store: 'all', service: 'all', simulator: 'all' },
    testing: 'all',
    api: 'types',
  },
  // It drives processes from outside; what it needs of the inside is how Kafka is set up.
  faults: { log: 'all', pipeline: 'all', store: 'types', testing: 'all', api: 'types' },
}
const TEST_FILE = /\.(test|tests|fixture)\.ts$/

const rule = {
  create(context) {
    const filename = context.filename ?? context.getFilename()
    const here = relative(process.cwd(), filename).split(sep)
    const folder = here[0]
    const isTest = TEST_FILE.test(filename)

    function check(node, source, typesOnly) {
      if (/^kafkajs(\/|$)/.test(source) && folder !== 'log')
        context.report({ node, message: 'kafkajs is imported in log/ alone' })
      if (isTest || !(folder in MAY_IMPORT) || typeof source !== 'string' || !source.startsWith('.')) return
      const target = relative(process.cwd(), resolve(dirname(filename), source)).split(sep)
      if (target[0] === folder || target[0] === 'node_modules') return
      const allowed = MAY_IMPORT[folder][target[0]]
      const path = target.join('/')
      if (allowed === undefined) context.report({ node, message: `${folder}/ may not import ${path}` })
      else if (allowed === 'types' && !typesOnly)
        context.report({ node, message: `${folder}/ may import only types of ${target[0]}/` })
      else if (allowed === 'contract' && target[1] !== 'contract.ts')
        context.report({ node, message: `${folder}/ may import only ${target[0]}/contract.ts` })
    }

    return {
      ImportDeclaration: (node) => check(node, node.source.value, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source.value, false),
      MemberExpression(node) {
        const isEnv =
          node.object.type === 'Identifier' && node.object.name === 'process' && node.property.name === 'env'
        if (isEnv && !isTest && !/(^|[.-])config\.[cm]?[jt]s$/.test(here.at(-1)) && folder !== 'scripts') {
          context.report({ node, message: 'process.env is read in a config.ts alone' })
        }
      },
    }
  },
}

export default { meta: { name: 'cartbeat' }, rules: { boundaries: rule } }
