// `npm run train-comments [-- --data DIR]`: trains the comment model and writes comments/model/model.bin.
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readFolder } from './folder.ts'
import { readCorpus, splitCorpus } from './corpus.ts'
import { phraseExamples } from './phrases.ts'
import { readTrainingSets, readVaderLexicon } from './sets.ts'
import { train } from './train.ts'

const MODEL_FILE = join(import.meta.dirname, '..', 'model', 'model.bin')
const folder = readFolder(process.argv.slice(2))
const { sets, missing } = readTrainingSets(folder)
const vader = readVaderLexicon(folder)
const absent = 'missing' in vader ? [...missing, vader] : missing
if ('missing' in vader || absent.length > 0) {
  // Tables of fewer sets would look like the committed ones and be worse.
  for (const { name, missing: path } of absent) process.stderr.write(`no ${name}: ${path}\n`)
  process.stderr.write('nothing is trained without all sets; --data names their folder\n')
  process.exit(1)
}
const { training } = splitCorpus(readCorpus())
for (const { name, comments } of sets) process.stdout.write(`${name}: ${comments.length}\n`)
process.stdout.write(`own comments: ${training.length}\n`)
const bytes = train({ own: training, sets, vader, phrases: phraseExamples() })
writeFileSync(MODEL_FILE, bytes)
process.stdout.write(`${relative(process.cwd(), MODEL_FILE)}: ${bytes.length} bytes\n`)
