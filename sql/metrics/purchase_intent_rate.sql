-- title: Purchase intent rate
-- unit: share
-- counts: Viewers who wrote that they want to buy or asked how to, of the viewers of the show.
-- leaves out: Spam. Those who only say that they bought.
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       (SELECT uniqExact(visitor_id) FROM comments
        WHERE show_id = {show:String} AND role = 'viewer' AND NOT has(labels, 'spam')
          AND hasAny(labels, ['intent', 'question.how_to_buy'])) AS numerator,
       (SELECT sum(viewers) FROM show_totals WHERE show_id = {show:String}) AS denominator
