-- Checkpoints of the processor, where they are kept in here: a partition's state in chunks, and a row that says they are
-- whole, written last. A partition has a few places ("slots") that are written over and over, so old ones go without a
-- DELETE. Not for people: what a state holds is the program's own.

CREATE TABLE IF NOT EXISTS checkpoint_chunks (
    log_id LowCardinality(String), partition UInt16,
    slot UInt8 COMMENT 'place that is written over',
    chunk UInt32 COMMENT 'running number in the checkpoint, from 0',
    data String COMMENT 'part of the checkpoint, zstd and base64' CODEC(NONE),
    version UInt64 COMMENT 'log offset and the first bits of the checksum: chunks of two writers never mix'
) ENGINE = ReplacingMergeTree(version) ORDER BY (log_id, partition, slot, chunk)
COMMENT 'States of the processor, in parts';

CREATE TABLE IF NOT EXISTS checkpoint_markers (
    log_id LowCardinality(String), partition UInt16, slot UInt8,
    `offset` UInt64 COMMENT 'record the state stands at',
    chunks UInt32 COMMENT 'how many there are',
    checksum String COMMENT 'SHA-256 of all of it',
    saved_at DateTime64(3, 'UTC') DEFAULT now64(3),
    version UInt64 COMMENT 'as its chunks have it'
) ENGINE = ReplacingMergeTree(version) ORDER BY (log_id, partition, slot)
COMMENT 'Whole states of the processor; a state without its row here is not there';
