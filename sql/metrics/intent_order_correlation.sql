-- title: Intent and orders
-- unit: correlation, -1 to 1
-- counts: Pearson's correlation, over the minutes of the show, between viewers who wrote that they want to buy and orders
--   in the minute and the four after it.
-- leaves out: Shows with fewer than 10 minutes that had a comment. Spam.
-- version: 1
WITH
    minutes AS (
        SELECT toStartOfMinute(occurred_at) AS minute,
               uniqExactIf(visitor_id, NOT has(labels, 'spam') AND hasAny(labels, ['intent', 'question.how_to_buy'])) AS wishes
        FROM comments
        WHERE show_id = {show:String} AND role = 'viewer'
        GROUP BY minute
    ),
    bought AS (
        SELECT toStartOfMinute(occurred_at) AS minute, count() AS orders
        FROM orders
        WHERE show_id = {show:String}
        GROUP BY minute
    ),
    later AS (
        SELECT m.minute AS minute, any(m.wishes) AS wishes,
               sumIf(b.orders, b.minute >= m.minute AND b.minute < m.minute + 300) AS orders
        FROM minutes AS m
        CROSS JOIN (SELECT * FROM bought UNION ALL SELECT toDateTime(0, 'UTC'), 0) AS b
        GROUP BY m.minute
    )
SELECT if(count() < 10 OR isNaN(corrStable(wishes, orders)), NULL, corrStable(wishes, orders)) AS value, count() AS minutes
FROM later
