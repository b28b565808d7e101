// The comment scorer: reads a comment by the lexica and says mood and labels.
import {
  COMPLAINT_LABELS,
  QUESTION_LABELS,
  type CommentScore,
  type CommentScorer,
  type CommentSpan,
} from './contract.ts'
import { compileLexicon } from './lexicon/lexicon.ts'
import { SOURCES } from './lexicon/sources.ts'
import { languageName, scriptName, UNDETERMINED } from './reading/language.ts'
import { Reading } from './reading/reading.ts'
import { labelsByRule } from './reading/rules.ts'
import { explainReading } from './reading/spans.ts'

const MODEL_VERSION = 'lexicon-1'
/** VADER's normalisation x / sqrt(x² + 15), with x in sixteenths. */
const NORMAL = 15 * 16 * 16

/** A scorer with its own buffers: cheap to call, 50 ms to make, one a thread. */
export function createScorer(): CommentScorer {
  const lexicon = compileLexicon(SOURCES)
  const reading = new Reading(lexicon)
  return {
    modelVersion: MODEL_VERSION,
    score(text) {
      reading.read(text)
      return scoreOf(reading)
    },
    explain(text): CommentSpan[] {
      reading.read(text)
      return explainReading(reading, scoreOf(reading).labels, (entry) => lexicon.cues[entry]!)
    },
  }
}

function scoreOf(reading: Reading): CommentScore {
  const labels = labelsByRule(reading)
  const script = scriptName(reading.script)
  const language = languageName(reading.language)
  const { positive, negative } = reading
  const rated = positive + negative
  // What no lexicon reads and no emoji rates is no neutral comment: it is not scored.
  if (reading.language === UNDETERMINED && rated === 0)
    return { modelVersion: MODEL_VERSION, script, language, sentiment: null, confidence: 0, labels }
  // A question is neutral unless its words outweigh the asking.
  const asks = (labels & QUESTION_LABELS) !== 0 && (labels & COMPLAINT_LABELS) === 0
  const sum = asks ? Math.trunc((positive - negative) / 3) : positive - negative
  const sentiment = Math.round((1000 * sum) / Math.sqrt(sum * sum + NORMAL)) / 1000
  const agreement = rated === 0 ? 0.5 : Math.abs(positive - negative) / rated
  const confidence =
    Math.round(1000 * agreement * Math.min(1, 0.4 + reading.covered / (reading.scan.length + 1))) / 1000
  return { modelVersion: MODEL_VERSION, script, language, sentiment, confidence, labels }
}
