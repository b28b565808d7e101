-- title: Mood
-- unit: sentiment, -1 to 1, by minute
-- counts: The mean over viewers of the minute, each viewer's comments as one (their mean), copies of one text as one (the
--   earliest), with a 95 % interval from the spread between viewers. The live page takes the last 1 and 10 minutes so.
-- leaves out: Minutes with fewer than 10 viewers heard. Unscored comments, spam, hosts and moderators.
-- elsewhere: Brandwatch: "net sentiment", positive minus negative mentions
-- version: 1
WITH
    originals AS (
        SELECT toStartOfMinute(occurred_at) AS minute, text_key,
               argMin(visitor_id, (occurred_at, partition, `offset`, `index`)) AS visitor,
               argMin(sentiment, (occurred_at, partition, `offset`, `index`)) AS said
        FROM comments
        WHERE show_id = {show:String} AND role = 'viewer' AND sentiment IS NOT NULL AND NOT has(labels, 'spam')
        GROUP BY minute, text_key
    ),
    viewers AS (
        SELECT minute, visitor, avg(said) AS mean
        FROM originals
        GROUP BY minute, visitor
    )
SELECT minute, avg(mean) AS value, count() AS viewers,
       value - 1.959963984540054 * stddevSampStable(mean) / sqrt(count()) AS low,
       value + 1.959963984540054 * stddevSampStable(mean) / sqrt(count()) AS high
FROM viewers
GROUP BY minute
HAVING viewers >= 10
ORDER BY minute
