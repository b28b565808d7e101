-- title: Conversion of the show
-- unit: share
-- counts: Buyers divided by viewers. A buyer no player reported counts as a viewer, so that it never exceeds 1.
-- leaves out: Visitors who neither watched nor bought.
-- elsewhere: Shopify: "online store conversion rate": by sessions, not people, so its number is lower for the same
--   sales
-- elsewhere: GA4: "purchaser rate" by active users
-- elsewhere: Taobao: "成交转化率", buyers / visitors of the session
-- version: 1
WITH
    people AS (
        SELECT visitor_id FROM sessions WHERE show_id = {show:String} AND first_joined_at IS NOT NULL
        UNION DISTINCT
        SELECT visitor_id FROM orders WHERE show_id = {show:String}
    )
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       (SELECT uniqExact(visitor_id) FROM orders WHERE show_id = {show:String}) AS numerator,
       (SELECT count() FROM people) AS denominator
