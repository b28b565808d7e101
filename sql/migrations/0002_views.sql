-- The views people read: the newest row of every key (FINAL), partitions and logs added up. The API's metrics, the SQL page
-- and exports read these and nothing else. Every view and column says what it is; units are last in names.
-- A show is any show_id; the empty show_id is the regular store. Money is in minor units of its currency.

CREATE OR REPLACE VIEW events (
    log_id LowCardinality(String) COMMENT 'log it stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'partition of the log, by visitor',
    `offset` UInt64 COMMENT 'record in the partition',
    `index` UInt32 COMMENT 'place in the record',
    kind LowCardinality(String) COMMENT 'what happened, in Cartbeat''s words: player.playing, chat.posted, product.clicked, order.completed, ...',
    type LowCardinality(String) COMMENT 'Segment call: track, identify, page, screen, group, alias',
    name LowCardinality(String) COMMENT 'Segment event name as sent',
    message_id String COMMENT 'the client''s id of the message; a retry has the same',
    source LowCardinality(String) COMMENT 'label of the write key',
    visitor_id String COMMENT 'one browser',
    user_id String COMMENT 'known person, empty when unknown',
    session_id String COMMENT 'one tab''s visit; given by the processor where the client has none',
    seq Nullable(UInt32) COMMENT 'running number in the session, from 0',
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    moment_id String COMMENT 'moment the viewer saw, empty when none',
    product_id String COMMENT 'empty when the event is about none',
    occurred_at DateTime64(3, 'UTC') COMMENT 'viewer''s clock, corrected by the collector''s',
    received_at DateTime64(3, 'UTC') COMMENT 'collector''s clock',
    stored_at DateTime64(3, 'UTC') COMMENT 'ClickHouse''s clock',
    media_time Nullable(DateTime64(3, 'UTC')) COMMENT 'broadcast time on the viewer''s screen',
    latency_ms Nullable(UInt32) COMMENT 'how far behind live the viewer was',
    channel LowCardinality(String) COMMENT 'where the viewer watches',
    screen LowCardinality(String) COMMENT 'phone, tablet, desktop, tv, unknown',
    connection LowCardinality(String) COMMENT 'wifi, ethernet, 5g, 4g, 3g, 2g, offline, unknown',
    late Bool COMMENT 'came after its windows had closed: in here and in its session, not in minutes and seconds',
    properties String COMMENT 'as sent, JSON',
    context String COMMENT 'as sent, JSON'
) AS
SELECT log_id, partition, `offset`, `index`, kind, type, name, message_id, source, visitor_id, user_id, session_id, seq,
       show_id, moment_id, product_id, occurred_at, received_at, stored_at, media_time, latency_ms, channel, screen,
       connection, late, properties, context
FROM events_log FINAL
COMMENT 'Every event kept, once. Heartbeats are folded into session_minutes and not in here, unless the collector keeps them.';

CREATE OR REPLACE VIEW sessions (
    log_id LowCardinality(String) COMMENT 'log it stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'partition of the log, by visitor',
    session_id String COMMENT 'one tab''s visit',
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    visitor_id String COMMENT 'one browser',
    user_id String COMMENT 'known person, empty when unknown',
    source LowCardinality(String) COMMENT 'label of the write key',
    channel LowCardinality(String) COMMENT 'where the viewer watches',
    screen LowCardinality(String) COMMENT 'phone, tablet, desktop, tv, unknown',
    connection LowCardinality(String) COMMENT 'wifi, ethernet, 5g, 4g, 3g, 2g, offline, unknown',
    started_at DateTime64(3, 'UTC') COMMENT 'first event',
    ended_at DateTime64(3, 'UTC') COMMENT 'last event',
    first_joined_at Nullable(DateTime64(3, 'UTC')) COMMENT 'first time it was a concurrent viewer; null: never',
    played_ms UInt64 COMMENT 'media truly played, never more than ended_at - started_at',
    rebuffer_ms UInt64 COMMENT 'time spent rebuffering',
    startup_ms Nullable(UInt32) COMMENT 'play request to first frame',
    failures UInt32 COMMENT 'times the player failed',
    dropped_frames UInt64 COMMENT 'video frames dropped',
    heartbeats UInt32 COMMENT 'heartbeats among its events',
    events UInt32 COMMENT 'events of the session, duplicates not',
    comments UInt32 COMMENT 'comments posted',
    reactions UInt32 COMMENT 'reactions sent, each of a burst',
    shares UInt32 COMMENT 'times shared',
    impressions UInt32 COMMENT 'product cards seen',
    clicks UInt32 COMMENT 'product clicks',
    carts UInt32 COMMENT 'times put into a cart',
    checkouts UInt32 COMMENT 'checkouts begun',
    orders UInt32 COMMENT 'orders the session reported: copies of one order may come from several',
    page_views UInt32 COMMENT 'pages viewed',
    late UInt32 COMMENT 'of its events, those that came after their windows had closed'
) AS
SELECT log_id, partition, session_id, show_id, visitor_id, user_id, source, channel, screen, connection,
       started_at, ended_at, first_joined_at, played_ms, rebuffer_ms, startup_ms, failures, dropped_frames,
       heartbeats, events, comments, reactions, shares, impressions, clicks, carts, checkouts, orders, page_views, late
FROM sessions_log FINAL
COMMENT 'One row a session: one tab''s visit to one show or to the store.';

CREATE OR REPLACE VIEW session_minutes (
    log_id LowCardinality(String) COMMENT 'log it stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'partition of the log, by visitor',
    session_id String COMMENT 'one tab''s visit',
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    visitor_id String COMMENT 'one browser',
    minute DateTime('UTC') COMMENT 'start of the minute of the reports',
    heartbeats UInt32 COMMENT 'heartbeats folded into this row',
    played_ms UInt32 COMMENT 'media played, by the minute of the report',
    rebuffer_ms UInt32 COMMENT 'time spent rebuffering',
    latency_sum_ms UInt64 COMMENT 'sum of the latencies reported',
    latency_count UInt32 COMMENT 'reports with a latency',
    bitrate_sum_kbps UInt64 COMMENT 'sum of the bit rates reported',
    bitrate_count UInt32 COMMENT 'reports with a bit rate',
    dropped_frames UInt32 COMMENT 'video frames dropped'
) AS
SELECT log_id, partition, session_id, show_id, visitor_id, minute, heartbeats, played_ms, rebuffer_ms,
       latency_sum_ms, latency_count, bitrate_sum_kbps, bitrate_count, dropped_frames
FROM session_minutes_log FINAL
COMMENT 'One row a session and minute: its heartbeats, folded.';

CREATE OR REPLACE VIEW audience_seconds (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    second DateTime('UTC') COMMENT 'start of the second',
    joins UInt64 COMMENT 'sessions that became concurrent viewers',
    leaves UInt64 COMMENT 'sessions that stopped being so; at last report + 25 s where nothing was said'
) AS
SELECT l.show_id AS show_id, l.second AS second, sum(l.joins) AS joins, sum(l.leaves) AS leaves
FROM audience_seconds_log AS l FINAL
GROUP BY l.show_id, l.second
COMMENT 'Joins and leaves of a show by second. A second without either has no row.';

CREATE OR REPLACE VIEW concurrency (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    second DateTime('UTC') COMMENT 'start of the second',
    joins UInt64 COMMENT 'sessions that became concurrent viewers',
    leaves UInt64 COMMENT 'sessions that stopped being so',
    viewers Int64 COMMENT 'concurrent viewers at the end of the second: joins - leaves up to and including it'
) AS
SELECT show_id, second, joins, leaves,
       sum(toInt64(joins) - toInt64(leaves)) OVER (PARTITION BY show_id ORDER BY second) AS viewers
FROM audience_seconds
COMMENT 'Concurrent viewers of a show after each second in which somebody joined or left. Between rows the number stands; the peak is max(viewers).';

CREATE OR REPLACE VIEW show_minutes (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    minute DateTime('UTC') COMMENT 'start of the minute',
    joins UInt64 COMMENT 'sessions that became concurrent viewers',
    leaves UInt64 COMMENT 'sessions that stopped being so',
    new_viewers UInt64 COMMENT 'visitors seen in this show for the first time',
    played_ms UInt64 COMMENT 'media truly played',
    comments UInt64 COMMENT 'comments posted',
    reactions UInt64 COMMENT 'reactions sent, each of a burst',
    shares UInt64 COMMENT 'times shared',
    impressions UInt64 COMMENT 'product cards seen',
    clicks UInt64 COMMENT 'product clicks',
    carts UInt64 COMMENT 'times put into a cart',
    checkouts UInt64 COMMENT 'checkouts begun'
) AS
SELECT l.show_id AS show_id, l.minute AS minute,
       sum(l.joins) AS joins, sum(l.leaves) AS leaves, sum(l.new_viewers) AS new_viewers, sum(l.played_ms) AS played_ms,
       sum(l.comments) AS comments, sum(l.reactions) AS reactions, sum(l.shares) AS shares,
       sum(l.impressions) AS impressions, sum(l.clicks) AS clicks, sum(l.carts) AS carts, sum(l.checkouts) AS checkouts
FROM show_minutes_log AS l FINAL
GROUP BY l.show_id, l.minute
COMMENT 'What happened in a show by minute. Late events are not in here: they are in events, sessions and show_totals.';

CREATE OR REPLACE VIEW reaction_minutes (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    minute DateTime('UTC') COMMENT 'start of the minute',
    reaction String COMMENT 'an emoji or a short name',
    count UInt64 COMMENT 'reactions sent, each of a burst'
) AS
SELECT l.show_id AS show_id, l.minute AS minute, l.reaction AS reaction, sum(l.count) AS count
FROM reaction_minutes_log AS l FINAL
GROUP BY l.show_id, l.minute, l.reaction
COMMENT 'Reactions of a show by minute and kind.';

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
    occurred_at DateTime64(3, 'UTC') COMMENT 'viewer''s clock, corrected by the collector''s',
    media_time Nullable(DateTime64(3, 'UTC')) COMMENT 'broadcast time on the viewer''s screen',
    late Bool COMMENT 'came after its windows had closed'
) AS
SELECT log_id, partition, `offset`, `index`, show_id, comment_id, visitor_id, session_id, author, role, text, lang, reply_to,
       product_id, moment_id, occurred_at, media_time, late
FROM comments_log FINAL
COMMENT 'Every comment, once.';

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
    late Bool COMMENT 'the winning copy came after its windows had closed'
) AS
SELECT order_id, log_id, partition, `offset`, `index`, visitor_id, user_id, session_id, show_id, moment_id, sent_by,
       occurred_at, total_minor, currency, late
FROM orders_log FINAL
ORDER BY order_id, show_id = '', occurred_at, partition, `offset`, `index`, log_id
LIMIT 1 BY order_id
COMMENT 'One row an order. Of its copies (browser, server, several tabs) the one attributed to a show wins, then the earliest.';

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
       l.moment_id AS moment_id, o.visitor_id AS visitor_id, o.occurred_at AS occurred_at
FROM order_lines_log AS l FINAL
INNER JOIN orders AS o
    ON l.order_id = o.order_id AND l.log_id = o.log_id AND l.partition = o.partition
    AND l.`offset` = o.`offset` AND l.`index` = o.`index`
COMMENT 'The lines of every order, from its winning copy.';

CREATE OR REPLACE VIEW product_minutes (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    product_id String COMMENT 'product',
    moment_id String COMMENT 'moment of the product the viewer saw, empty when none',
    minute DateTime('UTC') COMMENT 'start of the minute; of an order: the minute it was placed',
    impressions UInt64 COMMENT 'product cards seen',
    clicks UInt64 COMMENT 'product clicks',
    carts UInt64 COMMENT 'times put into a cart',
    removals UInt64 COMMENT 'times taken out of a cart',
    checkouts UInt64 COMMENT 'checkouts begun with it',
    orders UInt64 COMMENT 'orders with the product',
    units UInt64 COMMENT 'pieces sold',
    revenue_minor Int64 COMMENT 'quantity x unit price, minor units'
) AS
SELECT show_id, product_id, moment_id, minute,
       sum(i) AS impressions, sum(c) AS clicks, sum(a) AS carts, sum(r) AS removals, sum(k) AS checkouts,
       sum(o) AS orders, sum(u) AS units, sum(m) AS revenue_minor
FROM (
    SELECT show_id, product_id, moment_id, minute, toUInt64(impressions) AS i, toUInt64(clicks) AS c, toUInt64(carts) AS a,
           toUInt64(removals) AS r, toUInt64(checkouts) AS k, toUInt64(0) AS o, toUInt64(0) AS u, toInt64(0) AS m
    FROM product_minutes_log FINAL
    UNION ALL
    SELECT show_id, product_id, moment_id, toStartOfMinute(occurred_at, 'UTC') AS minute, 0, 0, 0, 0, 0,
           uniqExact(order_id), sum(quantity), sum(revenue_minor)
    FROM order_lines
    GROUP BY show_id, product_id, moment_id, minute
)
GROUP BY show_id, product_id, moment_id, minute
COMMENT 'The funnel of a product by minute and moment. Orders are whole orders, deduplicated, late ones too; the steps before them are what came in time. Orders of several currencies: see order_lines.';

CREATE OR REPLACE VIEW quality_minutes (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    screen LowCardinality(String) COMMENT 'phone, tablet, desktop, tv, unknown',
    connection LowCardinality(String) COMMENT 'wifi, ethernet, 5g, 4g, 3g, 2g, offline, unknown',
    minute DateTime('UTC') COMMENT 'start of the minute',
    attempts UInt64 COMMENT 'times a player began to start',
    starts UInt64 COMMENT 'first frames',
    failures UInt64 COMMENT 'times a player failed',
    startup_sum_ms UInt64 COMMENT 'sum of the start-up times',
    startup_buckets Array(UInt64) COMMENT 'starts by start-up time; upper bounds 250, 500, 1000, 2000, 4000, 8000, 16000 ms, and more',
    played_ms UInt64 COMMENT 'media truly played',
    rebuffer_ms UInt64 COMMENT 'time spent rebuffering',
    rebuffers UInt64 COMMENT 'times rebuffering began',
    bitrate_sum_kbps UInt64 COMMENT 'sum of the bit rates reported',
    bitrate_count UInt64 COMMENT 'reports with a bit rate',
    latency_sum_ms UInt64 COMMENT 'sum of the latencies reported',
    latency_count UInt64 COMMENT 'reports with a latency',
    dropped_frames UInt64 COMMENT 'video frames dropped'
) AS
SELECT l.show_id AS show_id, l.screen AS screen, l.connection AS connection, l.minute AS minute,
       sum(l.attempts) AS attempts, sum(l.starts) AS starts, sum(l.failures) AS failures, sum(l.startup_sum_ms) AS startup_sum_ms,
       sumForEach(l.startup_buckets) AS startup_buckets,
       sum(l.played_ms) AS played_ms, sum(l.rebuffer_ms) AS rebuffer_ms, sum(l.rebuffers) AS rebuffers, sum(l.bitrate_sum_kbps) AS bitrate_sum_kbps,
       sum(l.bitrate_count) AS bitrate_count, sum(l.latency_sum_ms) AS latency_sum_ms, sum(l.latency_count) AS latency_count, sum(l.dropped_frames) AS dropped_frames
FROM quality_minutes_log AS l FINAL
GROUP BY l.show_id, l.screen, l.connection, l.minute
COMMENT 'Quality of the stream as viewers had it, by screen, connection and minute.';

CREATE OR REPLACE VIEW show_totals (
    show_id LowCardinality(String) COMMENT 'show; empty: the regular store',
    first_at DateTime64(3, 'UTC') COMMENT 'first event',
    last_at DateTime64(3, 'UTC') COMMENT 'last event',
    viewers UInt64 COMMENT 'visitors who were a concurrent viewer at least once',
    visitors UInt64 COMMENT 'visitors with any event',
    sessions UInt64 COMMENT 'sessions',
    played_ms UInt64 COMMENT 'media truly played',
    comments UInt64 COMMENT 'comments posted',
    reactions UInt64 COMMENT 'reactions sent, each of a burst',
    shares UInt64 COMMENT 'times shared',
    impressions UInt64 COMMENT 'product cards seen',
    clicks UInt64 COMMENT 'product clicks',
    carts UInt64 COMMENT 'times put into a cart',
    checkouts UInt64 COMMENT 'checkouts begun',
    late UInt64 COMMENT 'events that came after their windows had closed; they are counted in here'
) AS
SELECT l.show_id AS show_id, min(l.first_at) AS first_at, max(l.last_at) AS last_at,
       sum(l.viewers) AS viewers, sum(l.visitors) AS visitors, sum(l.sessions) AS sessions, sum(l.played_ms) AS played_ms,
       sum(l.comments) AS comments, sum(l.reactions) AS reactions, sum(l.shares) AS shares,
       sum(l.impressions) AS impressions, sum(l.clicks) AS clicks, sum(l.carts) AS carts, sum(l.checkouts) AS checkouts, sum(l.late) AS late
FROM show_totals_log AS l FINAL
GROUP BY l.show_id
COMMENT 'Totals of a show over all its events, late ones too.';

CREATE OR REPLACE VIEW shows (
    show_id String COMMENT 'show',
    declared Bool COMMENT 'a host declared it',
    status String COMMENT 'scheduled, live or ended; undeclared: no host said anything',
    title String COMMENT 'as the host says, empty when undeclared',
    kind LowCardinality(String) COMMENT 'demo, event, service, game, variety; empty when undeclared',
    channel LowCardinality(String) COMMENT 'main channel; empty when undeclared',
    host String COMMENT 'the host''s name',
    currency LowCardinality(String) COMMENT 'ISO 4217',
    planned_start Nullable(DateTime64(3, 'UTC')) COMMENT 'as announced',
    started_at Nullable(DateTime64(3, 'UTC')) COMMENT 'as the host said',
    ended_at Nullable(DateTime64(3, 'UTC')) COMMENT 'as the host said; null while it runs',
    products String COMMENT 'the running order, JSON array; empty when undeclared',
    first_at Nullable(DateTime64(3, 'UTC')) COMMENT 'first event of anybody',
    last_at Nullable(DateTime64(3, 'UTC')) COMMENT 'last event of anybody'
) AS
WITH
    declared AS (
        SELECT show_id, title, kind, channel, host, currency, planned_start, started_at, ended_at, products, true AS declared
        FROM shows_log FINAL
        ORDER BY show_id, coalesce(started_at, planned_start) DESC NULLS LAST, log_id
        LIMIT 1 BY show_id
    ),
    seen AS (SELECT show_id, toNullable(first_at) AS first_at, toNullable(last_at) AS last_at FROM show_totals WHERE show_id != '')
SELECT if(d.show_id = '', s.show_id, d.show_id) AS show_id, d.declared AS declared,
       multiIf(NOT d.declared, 'undeclared', d.ended_at IS NOT NULL, 'ended', d.started_at IS NOT NULL, 'live', 'scheduled') AS status,
       d.title AS title, d.kind AS kind, d.channel AS channel, d.host AS host, d.currency AS currency,
       d.planned_start AS planned_start, d.started_at AS started_at, d.ended_at AS ended_at, d.products AS products,
       s.first_at AS first_at, s.last_at AS last_at
FROM declared AS d FULL JOIN seen AS s ON d.show_id = s.show_id
COMMENT 'Every show, declared by a host or only seen in events. The regular store is none.';

CREATE OR REPLACE VIEW moments (
    log_id LowCardinality(String) COMMENT 'log it stands in',
    show_id LowCardinality(String) COMMENT 'show',
    moment_id String COMMENT 'moment',
    kind LowCardinality(String) COMMENT 'pin, offer, game, poll or guest',
    title String COMMENT 'as the host says',
    product_id String COMMENT 'empty when about none',
    price_minor Nullable(Int64) COMMENT 'price while an offer runs, minor units',
    starts_at DateTime64(3, 'UTC') COMMENT 'when it began',
    ends_at Nullable(DateTime64(3, 'UTC')) COMMENT 'when it ended; null while it runs',
    planned_end Nullable(DateTime64(3, 'UTC')) COMMENT 'when it ends by itself'
) AS
SELECT log_id, show_id, moment_id, kind, title, product_id, price_minor, starts_at, ends_at, planned_end
FROM moments_log FINAL
COMMENT 'Everything a host put before the viewers: pins, offers, games, polls, guests.';

CREATE OR REPLACE VIEW intake (
    source LowCardinality(String) COMMENT 'label of the write key',
    received UInt64 COMMENT 'events as the collector counted them at its door',
    stored UInt64 COMMENT 'in events',
    folded UInt64 COMMENT 'heartbeats in session_minutes',
    duplicate UInt64 COMMENT 'seen before',
    quarantined UInt64 COMMENT 'in quarantine',
    bot UInt64 COMMENT 'from bots: counted here alone',
    late UInt64 COMMENT 'of stored and folded, those that came after their windows had closed',
    balanced Bool COMMENT 'the sum holds'
) AS
SELECT l.source AS source, sum(l.received) AS received, sum(l.stored) AS stored, sum(l.folded) AS folded,
       sum(l.duplicate) AS duplicate, sum(l.quarantined) AS quarantined, sum(l.bot) AS bot, sum(l.late) AS late,
       toBool(received = stored + folded + duplicate + quarantined + bot) AS balanced
FROM intake_log AS l FINAL
GROUP BY l.source
COMMENT 'What became of everything received, by source. balanced is true when nothing is missing: received = stored + folded + duplicate + quarantined + bot.';

CREATE OR REPLACE VIEW quarantine (
    log_id LowCardinality(String) COMMENT 'log it stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'partition of the log, by visitor',
    `offset` UInt64 COMMENT 'record in the partition',
    `index` UInt32 COMMENT 'place in the record',
    source LowCardinality(String) COMMENT 'label of the write key',
    received_at DateTime64(3, 'UTC') COMMENT 'collector''s clock',
    message_id String COMMENT 'as sent, empty when none',
    reason LowCardinality(String) COMMENT 'malformed, unknown_type, too_large, too_deep, too_old, no_identity, forbidden',
    path String COMMENT 'field at fault',
    expected String COMMENT 'what it should have been',
    found String COMMENT 'what it was, JSON, cut',
    raw String COMMENT 'the event as sent, JSON, cut'
) AS
SELECT log_id, partition, `offset`, `index`, source, received_at, message_id, reason, path, expected, found, raw
FROM quarantine_log FINAL
COMMENT 'Every event that was not taken, and why.';

CREATE OR REPLACE VIEW store_baseline (
    day Date COMMENT 'day, UTC',
    product_id String COMMENT 'product',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty when none was sold',
    visitors UInt64 COMMENT 'visitors of the store that day, whatever they looked at',
    product_visitors UInt64 COMMENT 'of them, those who saw, viewed or clicked the product',
    buyers UInt64 COMMENT 'visitors who bought the product',
    orders UInt64 COMMENT 'orders with the product',
    units UInt64 COMMENT 'pieces sold',
    revenue_minor Int64 COMMENT 'quantity x unit price, minor units'
) AS
SELECT p.day AS day, p.product_id AS product_id, s.currency AS currency, v.visitors AS visitors,
       uniqExactIf(p.visitor_id, p.looked) AS product_visitors, s.buyers AS buyers, s.orders AS orders, s.units AS units,
       s.revenue_minor AS revenue_minor
FROM (
    SELECT toDate(occurred_at, 'UTC') AS day, product_id, visitor_id, true AS looked
    FROM events WHERE show_id = '' AND kind IN ('product.seen', 'product.viewed', 'product.clicked')
    UNION ALL
    SELECT toDate(occurred_at, 'UTC'), product_id, visitor_id, false FROM order_lines WHERE show_id = ''
) AS p
LEFT JOIN (
    SELECT toDate(occurred_at, 'UTC') AS day, product_id, currency, uniqExact(visitor_id) AS buyers,
           uniqExact(order_id) AS orders, sum(quantity) AS units, sum(revenue_minor) AS revenue_minor
    FROM order_lines WHERE show_id = '' GROUP BY day, product_id, currency
) AS s ON p.day = s.day AND p.product_id = s.product_id
LEFT JOIN (
    SELECT toDate(started_at, 'UTC') AS day, uniqExact(visitor_id) AS visitors
    FROM sessions WHERE show_id = '' GROUP BY day
) AS v ON p.day = v.day
GROUP BY day, product_id, currency, visitors, buyers, orders, units, revenue_minor
COMMENT 'What the regular store does without a show, by day (UTC), product and currency: every product seen, clicked or sold there that day. Visitors of several days do not add up: count them in sessions.';
