// What viewers ask and say: the host closes a question, and whoever points at a comment learns why it scored as it did.
import { labelNames, type CommentScorer } from '../../comments/contract.ts'
import { createScorer } from '../../comments/scorer.ts'
import type { CommentToScore, QuestionMarking, ScoredComment } from '../contract.ts'
import { ref } from '../openapi/schema.ts'
import { readBody } from './body.ts'
import { commentToScore, questionMarking } from './declarations.ts'
import { accepted, acceptedProblems, mustKnowShow, readId, submit } from './host.ts'
import { showIdParameter } from './parameters.ts'
import type { Route } from './route.ts'
import { json, param } from './route.ts'

/** Made when first asked for. */
let scorer: CommentScorer | null = null

function scoreOf(text: string): ScoredComment {
  scorer ??= createScorer()
  const { modelVersion, language, sentiment, confidence, labels } = scorer.score(text)
  return {
    model: modelVersion,
    language,
    sentiment,
    confidence,
    labels: labelNames(labels),
    spans: scorer.explain(text),
  }
}

export const questionRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/v1/shows/{showId}/questions/mark',
    id: 'markQuestion',
    tag: 'host',
    summary: 'Mark a question answered, dismissed, pinned, or open again',
    description: 'Whoever asks it again afterwards opens it again.',
    access: 'private',
    parameters: [showIdParameter],
    body: { 'application/json': ref('QuestionMarking') },
    answers: accepted,
    problems: [...acceptedProblems, 'show_not_found'],
    async run(c, parts) {
      const said: QuestionMarking = await readBody(c, questionMarking)
      const showId = readId(param(c, 'showId'), 'showId')
      await mustKnowShow(parts, showId)
      return submit(parts, { kind: 'question.marked', showId, body: said }, null)
    },
  },
  {
    method: 'post',
    path: '/v1/comments/score',
    id: 'scoreComment',
    tag: 'analysts',
    summary: 'The score of a comment, and which words made it',
    access: 'private',
    body: { 'application/json': ref('CommentToScore') },
    answers: { 200: { description: 'The score', content: { 'application/json': ref('ScoredComment') } } },
    problems: ['invalid_body', 'unsupported_media_type', 'body_too_large'],
    async run(c) {
      const { text }: CommentToScore = await readBody(c, commentToScore)
      return json(scoreOf(text))
    },
  },
]
