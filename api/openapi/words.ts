// Closed lists of contract.ts that are types alone there, as values.
import type { Comment, QuestionQueue, Wrong, EngagementPart, Finality, ShowStatus } from '../contract.ts'

export const SHOW_STATUSES = ['scheduled', 'live', 'ended', 'undeclared'] as const satisfies readonly ShowStatus[]
export const FINALITIES = ['running', 'provisional', 'final'] as const satisfies readonly Finality['state'][]
export const COMMENT_ROLES = ['viewer', 'host', 'moderator'] as const satisfies readonly Comment['role'][]
export const COMPLAINTS = ['stream', 'quality', 'delivery'] as const satisfies readonly Wrong['about'][]
export const CLOSED_BY = ['answered', 'dismissed', 'replied'] as const satisfies readonly NonNullable<
  QuestionQueue['lastClosed']
>['closedBy'][]
export const ENGAGEMENT_PARTS = [
  'comments',
  'reactions',
  'clicks',
  'carts',
  'shares',
] as const satisfies readonly EngagementPart['part'][]
