-- The base tables. Written by the processor alone; every row is absolute (a total for its key, never a delta) and
-- carries the log offset it stands at as its version, so that writing a row twice changes nothing.
-- Tables end in _log; people read the views of 0002, which apply FINAL and add over partitions.
-- Column comments are the documentation: the API serves them, the SQL page shows them. Units are last in names.

CREATE TABLE IF NOT EXISTS events_log (
    log_id LowCardinality(String) COMMENT 'log the event stands in; changes when a log is made anew',
    partition UInt16 COMMENT 'hash of visitor_id modulo the number of partitions',
    `offset` UInt64 COMMENT 'record in the partition' CODEC(Delta(8), LZ4),
    `index` UInt32 COMMENT 'event in the record',
    kind LowCardinality(String) COMMENT 'what happened, in Cartbeat''s words',
    type LowCardinality(String) COMMENT 'Segment call: track, identify, page, screen, group, alias',
    name LowCardinality(String) COMMENT 'Segment event name as sent',
    message_id String COMMENT 'the client''s id of the message',
    source LowCardinality(String) COMMENT 'label of the write key',
    visitor_id String COMMENT 'one browser',
    user_id String COMMENT 'known person, empty when unknown',
    session_id String COMMENT 'one tab''s visit; given by the processor where the client has none',
    seq Nullable(UInt32) COMMENT 'running number in the session',
    show_id LowCardinality(String) COMMENT 'empty: the regular store',
    moment_id String COMMENT 'moment the viewer saw, empty when none',
    product_id String COMMENT 'empty when the event is about none',
    occurred_at DateTime64(3, 'UTC') COMMENT 'viewer''s clock corrected by the collector''s' CODEC(Delta(8), LZ4),
    received_at DateTime64(3, 'UTC') COMMENT 'collector''s clock' CODEC(Delta(8), LZ4),
    stored_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'ClickHouse''s clock' CODEC(Delta(8), LZ4),
    media_time Nullable(DateTime64(3, 'UTC')) COMMENT 'broadcast time on the viewer''s screen',
    latency_ms Nullable(UInt32) COMMENT 'how far behind live the viewer was',
    channel LowCardinality(String) COMMENT 'where the viewer watches',
    screen LowCardinality(String) COMMENT 'phone, tablet, desktop, tv',
    connection LowCardinality(String) COMMENT 'wifi, ethernet, 5g, 4g, 3g, 2g',
    late Bool COMMENT 'came after its windows had closed: in here and in its session, not in the minutes',
    properties String COMMENT 'as sent, JSON' CODEC(ZSTD(1)),
    context String COMMENT 'as sent, JSON' CODEC(ZSTD(1)),
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version)
-- An event's show and time never change, so they may lead its identity: people ask for a show, or for a stretch of time.
PRIMARY KEY (show_id, occurred_at) ORDER BY (show_id, occurred_at, log_id, partition, `offset`, `index`)
COMMENT 'Every event kept; heartbeats are folded into session_minutes_log: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS sessions_log (
    log_id LowCardinality(String), partition UInt16,
    session_id String COMMENT 'one tab''s visit to one show or to the store',
    show_id LowCardinality(String) COMMENT 'empty: the regular store',
    visitor_id String, user_id String, source LowCardinality(String),
    channel LowCardinality(String), screen LowCardinality(String), connection LowCardinality(String),
    started_at DateTime64(3, 'UTC') COMMENT 'first event',
    ended_at DateTime64(3, 'UTC') COMMENT 'last event',
    first_joined_at Nullable(DateTime64(3, 'UTC')) COMMENT 'first time it was a concurrent viewer',
    played_ms UInt64 COMMENT 'media truly played, never more than ended_at - started_at',
    rebuffer_ms UInt64, startup_ms Nullable(UInt32),
    failures UInt32, dropped_frames UInt64,
    heartbeats UInt32, events UInt32 COMMENT 'events of the session, heartbeats among them, duplicates not',
    comments UInt32, reactions UInt32 COMMENT 'reactions sent, each of a burst', shares UInt32,
    impressions UInt32, clicks UInt32, carts UInt32, checkouts UInt32, orders UInt32,
    page_views UInt32,
    late UInt32 COMMENT 'of its events, those that came after their windows had closed',
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition, session_id)
COMMENT 'A session in its newest state: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS session_minutes_log (
    log_id LowCardinality(String), partition UInt16, session_id String, show_id LowCardinality(String), visitor_id String,
    minute DateTime('UTC'),
    heartbeats UInt32 COMMENT 'heartbeats folded into this row',
    played_ms UInt32 COMMENT 'as reported in the minute, by the minute of the report', rebuffer_ms UInt32,
    latency_sum_ms UInt64, latency_count UInt32, bitrate_sum_kbps UInt64, bitrate_count UInt32, dropped_frames UInt32,
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition, session_id, minute)
COMMENT 'Heartbeats of a session, folded by minute: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS audience_seconds_log (
    log_id LowCardinality(String), partition UInt16, show_id LowCardinality(String),
    second DateTime('UTC'),
    joins UInt32 COMMENT 'sessions that became concurrent viewers in this second',
    leaves UInt32 COMMENT 'sessions that stopped being so; at last heartbeat + 25 s where nothing was said',
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition, second)
COMMENT 'Joins and leaves of a show by second: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS show_minutes_log (
    log_id LowCardinality(String), partition UInt16, show_id LowCardinality(String),
    minute DateTime('UTC'),
    joins UInt32, leaves UInt32, new_viewers UInt32 COMMENT 'visitors seen in this show for the first time',
    played_ms UInt64, comments UInt32, reactions UInt32, shares UInt32,
    impressions UInt32, clicks UInt32, carts UInt32, checkouts UInt32,
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition, minute)
COMMENT 'What happened in a show by minute: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS reaction_minutes_log (
    log_id LowCardinality(String), partition UInt16, show_id LowCardinality(String), minute DateTime('UTC'),
    reaction String, count UInt32, version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition, minute, reaction)
COMMENT 'Reactions of a show by minute and kind: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS product_minutes_log (
    log_id LowCardinality(String), partition UInt16, show_id LowCardinality(String) COMMENT 'empty: the regular store',
    product_id String, moment_id String COMMENT 'moment of the product the viewer saw, empty when none',
    minute DateTime('UTC'),
    impressions UInt32, clicks UInt32, carts UInt32 COMMENT 'times added', removals UInt32, checkouts UInt32,
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, product_id, log_id, partition, minute, moment_id)
COMMENT 'The funnel of a product by minute and moment, without orders: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS quality_minutes_log (
    log_id LowCardinality(String), partition UInt16, show_id LowCardinality(String),
    screen LowCardinality(String), connection LowCardinality(String), minute DateTime('UTC'),
    attempts UInt32 COMMENT 'player.starting', starts UInt32 COMMENT 'first frames', failures UInt32,
    startup_sum_ms UInt64,
    startup_buckets Array(UInt32) COMMENT 'starts by start-up time: upper bounds 250, 500, 1000, 2000, 4000, 8000, 16000 ms, more',
    played_ms UInt64, rebuffer_ms UInt64, rebuffers UInt32,
    bitrate_sum_kbps UInt64, bitrate_count UInt32, latency_sum_ms UInt64, latency_count UInt32, dropped_frames UInt64,
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition, screen, connection, minute)
COMMENT 'Quality of the stream by screen, connection and minute: rows as the processor writes them';

-- Totals of a show in a partition over everything, late events as well; viewers add up since a visitor has one partition.
CREATE TABLE IF NOT EXISTS show_totals_log (
    log_id LowCardinality(String), partition UInt16, show_id LowCardinality(String),
    first_at DateTime64(3, 'UTC'), last_at DateTime64(3, 'UTC'),
    viewers UInt32 COMMENT 'visitors who were a concurrent viewer at least once', visitors UInt32 COMMENT 'visitors with any event',
    sessions UInt32, played_ms UInt64, comments UInt32, reactions UInt32, shares UInt32,
    impressions UInt32, clicks UInt32, carts UInt32, checkouts UInt32, late UInt32,
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id, partition)
COMMENT 'Totals of a show over all its events, late ones too: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS comments_log (
    log_id LowCardinality(String), partition UInt16, `offset` UInt64 CODEC(Delta(8), LZ4), `index` UInt32,
    show_id LowCardinality(String), comment_id String, visitor_id String, session_id String,
    author String, role LowCardinality(String), text String CODEC(ZSTD(1)), lang LowCardinality(String), reply_to String,
    product_id String COMMENT 'pinned at the time the viewer saw', moment_id String,
    occurred_at DateTime64(3, 'UTC') CODEC(Delta(8), LZ4), media_time Nullable(DateTime64(3, 'UTC')), late Bool,
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, occurred_at, log_id, partition, `offset`, `index`)
COMMENT 'Every comment: rows as the processor writes them';

-- One row a copy of an order; the view orders has one row an order id. lines stand in order_lines_log.
CREATE TABLE IF NOT EXISTS orders_log (
    log_id LowCardinality(String), partition UInt16, `offset` UInt64 CODEC(Delta(8), LZ4), `index` UInt32,
    order_id String, visitor_id String, user_id String, session_id String,
    show_id LowCardinality(String) COMMENT 'last show the visitor touched within 24 h, empty: the regular store',
    moment_id String COMMENT 'moment the viewer saw at the click that led here',
    sent_by LowCardinality(String) COMMENT 'browser or server',
    occurred_at DateTime64(3, 'UTC') CODEC(Delta(8), LZ4), total_minor Int64, currency LowCardinality(String),
    late Bool, version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (order_id, log_id, partition, `offset`, `index`)
COMMENT 'Every copy of every order: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS order_lines_log (
    log_id LowCardinality(String), partition UInt16, `offset` UInt64 CODEC(Delta(8), LZ4), `index` UInt32, line UInt16,
    order_id String, product_id String, quantity UInt32, price_minor Int64 COMMENT 'unit price',
    moment_id String COMMENT 'moment of this product the viewer saw at the click, empty when none',
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (order_id, log_id, partition, `offset`, `index`, line)
COMMENT 'The lines of every copy of every order: rows as the processor writes them';

-- What the hosts declared; written by partition 0.
CREATE TABLE IF NOT EXISTS shows_log (
    log_id LowCardinality(String), show_id LowCardinality(String), title String, kind LowCardinality(String), channel LowCardinality(String), host String,
    currency LowCardinality(String), planned_start Nullable(DateTime64(3, 'UTC')),
    started_at Nullable(DateTime64(3, 'UTC')), ended_at Nullable(DateTime64(3, 'UTC')),
    products String COMMENT 'the running order, JSON array of CatalogueEntry',
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id)
COMMENT 'What hosts declared of their shows: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS moments_log (
    log_id LowCardinality(String), show_id LowCardinality(String), moment_id String, kind LowCardinality(String), title String, product_id String,
    price_minor Nullable(Int64), starts_at DateTime64(3, 'UTC'), ends_at Nullable(DateTime64(3, 'UTC')) COMMENT 'null while it runs',
    planned_end Nullable(DateTime64(3, 'UTC')),
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, moment_id, log_id)
COMMENT 'Pins, offers, games, polls and guests: rows as the processor writes them';

-- Both sides of the conservation sum: received = stored + folded + duplicate + quarantined + bot.
CREATE TABLE IF NOT EXISTS intake_log (
    log_id LowCardinality(String), partition UInt16, source LowCardinality(String),
    received UInt64 COMMENT 'as the collector counted it at its door', stored UInt64 COMMENT 'in events',
    folded UInt64 COMMENT 'in session_minutes', duplicate UInt64, quarantined UInt64, bot UInt64,
    late UInt64 COMMENT 'of stored and folded', version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (log_id, partition, source)
COMMENT 'What became of everything received, by source: rows as the processor writes them';

CREATE TABLE IF NOT EXISTS quarantine_log (
    log_id LowCardinality(String), partition UInt16, `offset` UInt64 CODEC(Delta(8), LZ4), `index` UInt32,
    source LowCardinality(String), received_at DateTime64(3, 'UTC') CODEC(Delta(8), LZ4), message_id String,
    reason LowCardinality(String), path String, expected String, found String, raw String CODEC(ZSTD(1)),
    version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version) ORDER BY (log_id, partition, `offset`, `index`)
COMMENT 'Every event that was not taken, and why: rows as the processor writes them';
