// Comments, reactions, shares, pages, consent.
import type { ChatBody, ConsentBody, PageBody, ReactionBody, ShareBody } from './contract.ts'
import { COMMENT_LENGTH_MAX, LABEL_LENGTH_MAX, REACTION_COUNT_MAX, URL_LENGTH_MAX } from './limits.ts'
import {
  isObject,
  readCount,
  readFlag,
  readId,
  readLabel,
  readObject,
  readWord,
  type Complaints,
  type Wire,
} from './reading.ts'

export function readChat(p: Wire, messageId: string, complaints: Complaints): ChatBody {
  return {
    text: readComment(p['text'] ?? p['message'] ?? p['comment'] ?? p['body'], complaints),
    commentId: readId(p['comment_id'] ?? p['commentId'], 'properties.comment_id', complaints) ?? messageId,
    lang: readLabel(p['lang'] ?? p['language'], 'properties.lang', 35, complaints),
    author: readLabel(p['author'] ?? p['display_name'], 'properties.author', LABEL_LENGTH_MAX, complaints),
    role: readWord(p['role'], 'properties.role', ['viewer', 'host', 'moderator'] as const, complaints) ?? 'viewer',
    replyTo: readId(p['reply_to'] ?? p['replyTo'], 'properties.reply_to', complaints),
  }
}

function readComment(value: unknown, complaints: Complaints): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= COMMENT_LENGTH_MAX) return value.toWellFormed()
  complaints.malformed('properties.text', `text of 1 to ${COMMENT_LENGTH_MAX} characters`, value)
  return ''
}

export function readReaction(p: Wire, complaints: Complaints): ReactionBody {
  const value = p['reaction'] ?? p['emoji']
  const reaction = readLabel(value, 'properties.reaction', LABEL_LENGTH_MAX, complaints)
  if (reaction === null) complaints.malformed('properties.reaction', 'an emoji or a short name', value)
  return {
    reaction: reaction ?? '',
    count: readCount(p['count'], 'properties.count', 1, REACTION_COUNT_MAX, complaints) ?? 1,
  }
}

/** Segment's Product Shared says share_via. */
export function readShare(p: Wire, complaints: Complaints): ShareBody {
  const target = p['target'] ?? p['share_via'] ?? p['via']
  return { target: readLabel(target, 'properties.target', LABEL_LENGTH_MAX, complaints) }
}

/** Segment puts a page's facts in the properties, and again in context.page. */
export function readPage(p: Wire, context: Wire | null, name: string, complaints: Complaints): PageBody {
  const page: Wire = (context === null ? null : readObject(context['page'], 'context.page', complaints)) ?? {}
  const read = (field: string, length: number): string | null =>
    readLabel(p[field] ?? page[field], `properties.${field}`, length, complaints)
  return {
    url: read('url', URL_LENGTH_MAX),
    path: read('path', URL_LENGTH_MAX),
    title: read('title', LABEL_LENGTH_MAX) ?? (name === '' ? null : name),
    referrer: read('referrer', URL_LENGTH_MAX),
  }
}

/** Ours is {analytics: true}; Segment's consent wrapper says context.consent.categoryPreferences. */
export function readConsent(p: Wire, context: Wire | null, complaints: Complaints): ConsentBody {
  const said = readFlag(p['analytics'], 'properties.analytics', complaints)
  if (said !== null) return { analytics: said }
  const consent = context === null ? null : context['consent']
  const preferences = isObject(consent) ? consent['categoryPreferences'] : null
  const preferred = isObject(preferences) ? (preferences['analytics'] ?? preferences['Analytics']) : undefined
  if (typeof preferred === 'boolean') return { analytics: preferred }
  complaints.malformed('properties.analytics', 'true or false', p['analytics'])
  return { analytics: false }
}
