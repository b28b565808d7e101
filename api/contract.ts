// What the API answers: types of the REST resources and of the live stream, a file a resource in contract/. Everyone imports
// them from here, the dashboard nothing else.
// Times are Unix ms (_ms) or Unix s where said; money is integer minor units of the show's currency; rates are never
// sent without their numerator and denominator.
export type { Label } from '../comments/contract.ts'
export type { CatalogueEntry, Channel, MomentKind, QuestionMark, ShowKind } from '../events/contract.ts'
export { SHOW_SHAPE_POINTS_MAX, CURVE_POINTS_MAX } from './contract/shows.ts'
export type {
  ShowStatus,
  ShowSummary,
  ShowListEntry,
  ShowList,
  Finality,
  ShowDetail,
  TimelineMinute,
  Timeline,
  CurvePoint,
  ViewersCurve,
} from './contract/shows.ts'
export type { Moment, MomentList, Pace, MomentResult, MomentResults } from './contract/moments.ts'
export type { Comment, CommentPage, CommentToScore, ScoredComment } from './contract/comments.ts'
export type { Proportion, Estimate, Comparison } from './contract/estimates.ts'
export type { ProductFigures, ProductRow, ProductTable } from './contract/products.ts'
export type { QualityNow, QualityCell, QualityGroup } from './contract/quality.ts'
export type { MoodWindow, Mood, Wants, Wrong, Dear, Question, QuestionQueue } from './contract/voice.ts'
export type {
  EngagementPart,
  Engagement,
  FunnelWindow,
  PinnedProduct,
  Lagging,
  LiveNow,
  LiveSnapshot,
  LiveFrame,
} from './contract/live.ts'
export type { ShowDeclaration, MomentDeclaration, QuestionMarking, HostAccepted } from './contract/host.ts'
export type { Metric, SchemaTable, SqlLimits, SqlRequest, SqlAnswer, Conservation } from './contract/analysts.ts'
export type { Problem, Readiness, SignIn } from './contract/operators.ts'
