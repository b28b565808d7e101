// `npm run score-comments`: comments on stdin, one a line; a JSON object a line on stdout, with the spans that say why.
import { labelNames, polarityOf } from './contract.ts'
import { createScorer } from './scorer.ts'

const scorer = createScorer()
// Whoever reads has seen enough: `| head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

/** Lines of stdin; a line ends at a line feed alone, as comments may hold other breaks. */
async function* lines(): AsyncGenerator<string> {
  let rest = ''
  for await (const part of process.stdin.setEncoding('utf8')) {
    const pieces = `${rest}${part}`.split('\n')
    rest = pieces.pop() ?? ''
    for (const piece of pieces) yield piece.replace(/\r$/, '')
  }
  if (rest !== '') yield rest
}

for await (const text of lines()) {
  const { labels, ...score } = scorer.score(text)
  const line = {
    text,
    ...score,
    polarity: polarityOf(score.sentiment),
    labels: labelNames(labels),
    spans: scorer.explain(text),
  }
  if (!process.stdout.write(`${JSON.stringify(line)}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve))
}
