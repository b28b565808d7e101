-- title: Retention
-- unit: viewers who watched at least so long
-- counts: Of the visitors who joined, how many watched so long or longer, all their sessions together.
-- leaves out: When in the show they watched.
-- elsewhere: YouTube: "audience retention" says which part of a video was watched, by views
-- version: 1
WITH
    [0, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200] AS marks,
    watched AS (
        SELECT visitor_id, sum(played_ms) AS played_ms FROM sessions
        WHERE show_id = {show:String} AND first_joined_at IS NOT NULL
        GROUP BY visitor_id
    )
SELECT mark AS watched_s, countIf(played_ms >= mark * 1000) AS value, count() AS viewers
FROM watched
ARRAY JOIN marks AS mark
GROUP BY watched_s
ORDER BY watched_s
