-- title: Unanswered share
-- unit: share
-- counts: Questions that somebody waits to have answered, of all that were asked. Questions of one meaning are one; asked
--   again after its answer a question waits again.
-- leaves out: Dismissed questions count as closed.
-- elsewhere: Zendesk: "unsolved tickets" of all
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       countIf(open_askers > 0) AS numerator,
       count() AS denominator
FROM questions
WHERE show_id = {show:String}
