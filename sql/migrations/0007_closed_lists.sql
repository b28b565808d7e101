-- What may stand in two columns, told whole: all labels of a comment, all reasons for the quarantine.

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
    labels Array(String) COMMENT 'what it is, several may hold: question.price, question.size, question.stock, question.shipping, question.material, question.use, question.discount, question.how_to_buy, question.other, intent, purchased, praise, complaint.price, complaint.quality, complaint.delivery, complaint.stream, request, greeting, spam',
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

CREATE OR REPLACE VIEW quarantine (
    log_id LowCardinality(String) COMMENT 'log it stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'partition of the log, by visitor',
    `offset` UInt64 COMMENT 'record in the partition',
    `index` UInt32 COMMENT 'place in the record',
    source LowCardinality(String) COMMENT 'label of the write key',
    received_at DateTime64(3, 'UTC') COMMENT 'collector''s clock',
    message_id String COMMENT 'as sent, empty when none',
    reason LowCardinality(String) COMMENT 'malformed, unknown_type, too_large, too_deep, too_old, no_identity, forbidden; corrupt: a whole record of the log that is damaged or no Cartbeat wrote',
    path String COMMENT 'field at fault',
    expected String COMMENT 'what it should have been',
    found String COMMENT 'what it was, JSON, cut',
    raw String COMMENT 'the event as sent, JSON, cut'
) AS
SELECT log_id, partition, `offset`, `index`, source, received_at, message_id, reason, path, expected, found, raw
FROM quarantine_log FINAL
COMMENT 'Every event that was not taken, and why.';
