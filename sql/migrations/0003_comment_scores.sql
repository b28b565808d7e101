-- What the scorer made of each comment, what hosts did with the questions, and both as people read them.

ALTER TABLE comments_log ADD COLUMN IF NOT EXISTS about_product_id String AFTER late,
    ADD COLUMN IF NOT EXISTS model LowCardinality(String) AFTER about_product_id,
    ADD COLUMN IF NOT EXISTS language LowCardinality(String) AFTER model,
    ADD COLUMN IF NOT EXISTS sentiment_milli Nullable(Int16) AFTER language,
    ADD COLUMN IF NOT EXISTS confidence_milli UInt16 AFTER sentiment_milli,
    ADD COLUMN IF NOT EXISTS labels UInt32 AFTER confidence_milli,
    ADD COLUMN IF NOT EXISTS text_key UInt32 AFTER labels,
    ADD COLUMN IF NOT EXISTS question_key String AFTER text_key;

CREATE TABLE IF NOT EXISTS question_marks_log (
    log_id LowCardinality(String), partition UInt16, `offset` UInt64 CODEC(Delta(8), LZ4), `index` UInt32,
    show_id LowCardinality(String), question_key String, mark LowCardinality(String),
    marked_at DateTime64(3, 'UTC') CODEC(Delta(8), LZ4), version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, question_key, log_id, partition, `offset`, `index`)
COMMENT 'Every mark hosts set on questions: rows as the processor writes them';

-- Rows stored before comments were scored have an empty model: unscored, without labels.
CREATE OR REPLACE VIEW comments (
    log_id LowCardinality(String) COMMENT 'log it stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'partition of the log, by visitor',
    `offset` UInt64 COMMENT 'record in the partition',
    `index` UInt32 COMMENT 'place in the record',
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    comment_id String COMMENT 'the client''s id of the comment',
    visitor_id String COMMENT 'one browser',
    session_id String COMMENT 'one tab''s visit',
    author String COMMENT 'display name, empty when anonymous',
    role LowCardinality(String) COMMENT 'viewer, host or moderator',
    text String COMMENT 'the comment',
    lang LowCardinality(String) COMMENT 'BCP 47 as the client says, empty when it does not',
    reply_to String COMMENT 'comment it answers, empty when none',
    product_id String COMMENT 'product pinned at the time the viewer saw, empty when none',
    moment_id String COMMENT 'moment the viewer saw, empty when none',
    about_product_id String COMMENT 'product the text names, else the one pinned, empty when neither',
    sentiment Nullable(Float64) COMMENT '-1 to 1; null: unscored, leave it out of means',
    confidence Float64 COMMENT '0 to 1, how sure the sentiment is; low for mixed comments',
    labels Array(String) COMMENT 'what it is: question.price, intent, complaint.stream, ...; several may hold',
    question_key String COMMENT 'equal for questions of one meaning, empty for what is no question',
    text_key UInt32 COMMENT 'equal for copies of one text',
    language LowCardinality(String) COMMENT 'ISO 639-1 as the scorer reads it, und when it cannot say',
    model LowCardinality(String) COMMENT 'version of the scorer; a replay scores anew, nothing else does',
    occurred_at DateTime64(3, 'UTC') COMMENT 'viewer''s clock, corrected by the collector''s',
    media_time Nullable(DateTime64(3, 'UTC')) COMMENT 'broadcast time on the viewer''s screen',
    late Bool COMMENT 'came after its windows had closed'
) AS
SELECT log_id, partition, `offset`, `index`, show_id, comment_id, visitor_id, session_id, author, role, text, lang, reply_to,
       product_id, moment_id, about_product_id, sentiment_milli / 1000 AS sentiment, confidence_milli / 1000 AS confidence,
       arrayMap(bit -> ['question.price', 'question.size', 'question.stock', 'question.shipping', 'question.material',
                        'question.use', 'question.discount', 'question.how_to_buy', 'question.other', 'intent', 'purchased',
                        'praise', 'complaint.price', 'complaint.quality', 'complaint.delivery', 'complaint.stream', 'request',
                        'greeting', 'spam'][bit + 1], bitPositionsToArray(labels)) AS labels,
       question_key, text_key, language, model, occurred_at, media_time, late
FROM comments_log FINAL
COMMENT 'Every comment, once, with its scores.';

CREATE OR REPLACE VIEW question_marks (
    show_id LowCardinality(String) COMMENT 'show',
    question_key String COMMENT 'group of questions',
    mark String COMMENT 'answered, dismissed, pinned, open (takes the last back), or replied: a host or moderator replied to one of them',
    marked_at DateTime64(3, 'UTC') COMMENT 'when'
) AS
SELECT show_id, question_key, mark, marked_at
FROM question_marks_log FINAL
UNION ALL
SELECT q.show_id AS show_id, q.question_key AS question_key, 'replied' AS mark, r.occurred_at AS marked_at
FROM (SELECT show_id, reply_to, occurred_at FROM comments_log FINAL WHERE role != 'viewer' AND reply_to != '') AS r
INNER JOIN (SELECT show_id, comment_id, question_key FROM comments_log FINAL WHERE question_key != '') AS q
    ON q.show_id = r.show_id AND q.comment_id = r.reply_to
COMMENT 'What hosts and moderators did with the questions, replies among it.';

CREATE OR REPLACE VIEW questions (
    show_id LowCardinality(String) COMMENT 'show',
    question_key String COMMENT 'group: topic|product|what exactly',
    topic String COMMENT 'price, size, stock, shipping, material, use, discount, how_to_buy or other',
    product_id String COMMENT 'product it is about, empty for the whole show',
    asked UInt64 COMMENT 'comments that ask it',
    askers UInt64 COMMENT 'visitors who ask it',
    first_asked_at DateTime64(3, 'UTC') COMMENT 'first asked',
    last_asked_at DateTime64(3, 'UTC') COMMENT 'last asked',
    closed_by String COMMENT 'answered, dismissed or replied; empty while it is open',
    closed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was last answered or dismissed',
    open_askers UInt64 COMMENT 'visitors who asked it since; with any it waits for an answer',
    example String COMMENT 'its first wording'
) AS
WITH
    closings AS (
        SELECT show_id, question_key, argMax(mark, marked_at) AS last, max(marked_at) AS at
        FROM question_marks
        WHERE mark != 'pinned'
        GROUP BY show_id, question_key
    )
SELECT q.show_id AS show_id, q.question_key AS question_key,
       splitByChar('|', q.question_key)[1] AS topic, splitByChar('|', q.question_key)[2] AS product_id,
       count() AS asked, uniqExact(q.visitor_id) AS askers,
       min(q.occurred_at) AS first_asked_at, max(q.occurred_at) AS last_asked_at,
       if(any(c.last) IN ('', 'open'), '', any(c.last)) AS closed_by,
       if(any(c.last) IN ('', 'open'), NULL, any(c.at)) AS closed_at,
       uniqExactIf(q.visitor_id, c.last IN ('', 'open') OR q.occurred_at > c.at) AS open_askers,
       argMin(q.text, (q.occurred_at, q.partition, q.`offset`, q.`index`)) AS example
FROM (SELECT * FROM comments_log FINAL WHERE question_key != '' AND role = 'viewer') AS q
LEFT JOIN closings AS c ON c.show_id = q.show_id AND c.question_key = q.question_key
GROUP BY q.show_id, q.question_key
COMMENT 'Questions grouped by meaning within a show, and whether they were answered.';
