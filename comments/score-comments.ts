// `npm run score-comments`: comments on stdin, one a line; a JSON object a line on stdout, with the spans that say why.
import { createInterface } from 'node:readline'
import { labelNames, polarityOf } from './contract.ts'
import { createScorer } from './scorer.ts'

const scorer = createScorer()
for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
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
