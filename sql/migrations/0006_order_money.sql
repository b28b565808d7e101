-- What an order came to is told by the copy that the shop's own servers sent, wherever there is one: what pages send, anybody
-- can. Where it was sold (show, moment, visitor, time) is told by the copy attributed to a show, which is often the page's:
-- a server seldom knows what its buyer watched.

CREATE OR REPLACE VIEW orders (
    order_id String COMMENT 'the shop''s order id',
    log_id LowCardinality(String) COMMENT 'log the copy that says where it was sold stands in',
    partition UInt16 COMMENT 'partition of that copy',
    `offset` UInt64 COMMENT 'record of that copy',
    `index` UInt32 COMMENT 'place of that copy in the record',
    visitor_id String COMMENT 'one browser',
    user_id String COMMENT 'known person, empty when unknown',
    session_id String COMMENT 'session that ordered, empty when a server reported it',
    show_id LowCardinality(String) COMMENT 'last show the visitor touched within 24 h before; empty: the regular store',
    moment_id String COMMENT 'moment the viewer saw at the click that led here, empty when none',
    sent_by LowCardinality(String) COMMENT 'browser or server: who said where it was sold',
    occurred_at DateTime64(3, 'UTC') COMMENT 'buyer''s clock, corrected by the collector''s',
    total_minor Int64 COMMENT 'what the order came to, minor units',
    currency LowCardinality(String) COMMENT 'ISO 4217',
    late Bool COMMENT 'the copy that says where it was sold came after its windows had closed',
    proven Bool COMMENT 'total, currency and lines were sent with a key that only the shop''s servers know: nobody made them up',
    lines_log_id LowCardinality(String) COMMENT 'log the copy that the lines are of stands in: the one of the money, or where that has none the other',
    lines_partition UInt16 COMMENT 'partition of that copy',
    lines_offset UInt64 COMMENT 'record of that copy',
    lines_index UInt32 COMMENT 'place of that copy in the record'
) AS
SELECT sold.order_id AS order_id, sold.log_id AS log_id, sold.partition AS partition, sold.`offset` AS `offset`,
       sold.`index` AS `index`, sold.visitor_id AS visitor_id, sold.user_id AS user_id, sold.session_id AS session_id,
       sold.show_id AS show_id, sold.moment_id AS moment_id, sold.sent_by AS sent_by, sold.occurred_at AS occurred_at,
       if(paid.proven, paid.total_minor, sold.total_minor) AS total_minor,
       toLowCardinality(if(paid.proven, paid.currency, sold.currency)) AS currency,
       sold.late AS late, toBool(paid.proven) AS proven,
       toLowCardinality(if(paid.has_lines, paid.log_id, sold.log_id)) AS lines_log_id,
       if(paid.has_lines, paid.partition, sold.partition) AS lines_partition,
       if(paid.has_lines, paid.`offset`, sold.`offset`) AS lines_offset, if(paid.has_lines, paid.`index`, sold.`index`) AS lines_index
FROM (
    SELECT * FROM orders_log FINAL
    ORDER BY order_id, show_id = '', NOT proven, occurred_at, partition, `offset`, `index`, log_id
    LIMIT 1 BY order_id
) AS sold
LEFT JOIN (
    SELECT *, (order_id, log_id, partition, `offset`, `index`) IN (
               SELECT order_id, log_id, partition, `offset`, `index` FROM order_lines_log
           ) AS has_lines
    FROM orders_log FINAL
    WHERE proven
    ORDER BY order_id, show_id = '', occurred_at, partition, `offset`, `index`, log_id
    LIMIT 1 BY order_id
) AS paid ON paid.order_id = sold.order_id
COMMENT 'One row an order. Of its copies (browser, server, several tabs) the one attributed to a show says where it was sold, the one of the shop''s own servers what it came to; of several such the earliest.';

CREATE OR REPLACE VIEW order_lines (
    order_id String COMMENT 'the shop''s order id',
    line UInt16 COMMENT 'place in the order, from 0',
    product_id String COMMENT 'product bought',
    quantity UInt32 COMMENT 'pieces',
    price_minor Int64 COMMENT 'unit price, minor units',
    revenue_minor Int64 COMMENT 'quantity x unit price, minor units',
    currency LowCardinality(String) COMMENT 'ISO 4217',
    show_id LowCardinality(String) COMMENT 'show the order is attributed to; empty: the regular store',
    moment_id String COMMENT 'moment of this product the viewer saw at the click, empty when none',
    visitor_id String COMMENT 'one browser',
    occurred_at DateTime64(3, 'UTC') COMMENT 'buyer''s clock, corrected by the collector''s'
) AS
SELECT o.order_id AS order_id, l.line AS line, l.product_id AS product_id, l.quantity AS quantity, l.price_minor AS price_minor,
       toInt64(l.quantity) * l.price_minor AS revenue_minor, o.currency AS currency, o.show_id AS show_id,
       seen.moment AS moment_id, o.visitor_id AS visitor_id, o.occurred_at AS occurred_at
FROM order_lines_log AS l FINAL
INNER JOIN orders AS o
    ON l.order_id = o.order_id AND l.log_id = o.lines_log_id AND l.partition = o.lines_partition
    AND l.`offset` = o.lines_offset AND l.`index` = o.lines_index
LEFT JOIN (
    SELECT order_id, log_id, partition, `offset`, `index`, product_id, any(moment_id) AS moment
    FROM order_lines_log WHERE moment_id != '' -- a copy has one moment a product
    GROUP BY order_id, log_id, partition, `offset`, `index`, product_id
) AS seen
    ON seen.order_id = o.order_id AND seen.log_id = o.log_id AND seen.partition = o.partition
    AND seen.`offset` = o.`offset` AND seen.`index` = o.`index` AND seen.product_id = l.product_id
COMMENT 'The lines of every order, from the copy its money is of; where that one has none, from the one that says where it was sold.';
