-- Which copies of an order were sent with a key of the shop's own servers. Of the copies that are attributed alike, such a
-- one counts: what pages send, anybody can.

ALTER TABLE orders_log ADD COLUMN IF NOT EXISTS proven Bool AFTER late;

CREATE OR REPLACE VIEW orders (
    order_id String COMMENT 'the shop''s order id',
    log_id LowCardinality(String) COMMENT 'log the winning copy stands in',
    partition UInt16 COMMENT 'partition of the winning copy',
    `offset` UInt64 COMMENT 'record of the winning copy',
    `index` UInt32 COMMENT 'place of the winning copy in the record',
    visitor_id String COMMENT 'one browser',
    user_id String COMMENT 'known person, empty when unknown',
    session_id String COMMENT 'session that ordered, empty when a server reported it',
    show_id LowCardinality(String) COMMENT 'last show the visitor touched within 24 h before; empty: the regular store',
    moment_id String COMMENT 'moment the viewer saw at the click that led here, empty when none',
    sent_by LowCardinality(String) COMMENT 'browser or server: who sent the winning copy',
    occurred_at DateTime64(3, 'UTC') COMMENT 'buyer''s clock, corrected by the collector''s',
    total_minor Int64 COMMENT 'what the order came to, minor units',
    currency LowCardinality(String) COMMENT 'ISO 4217',
    late Bool COMMENT 'the winning copy came after its windows had closed',
    proven Bool COMMENT 'the winning copy was sent with a key that only the shop''s servers know: nobody made it up'
) AS
SELECT order_id, log_id, partition, `offset`, `index`, visitor_id, user_id, session_id, show_id, moment_id, sent_by,
       occurred_at, total_minor, currency, late, proven
FROM orders_log FINAL
ORDER BY order_id, show_id = '', NOT proven, occurred_at, partition, `offset`, `index`, log_id
LIMIT 1 BY order_id
COMMENT 'One row an order. Of its copies (browser, server, several tabs) the one attributed to a show wins, then one of the shop''s own servers, then the earliest.';
