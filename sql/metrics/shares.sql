-- title: Shares
-- unit: shares
-- counts: Times the show was shared with the button of the page.
-- leaves out: Links copied from the address bar, and whether anybody opened them.
-- elsewhere: TikTok: "shares"
-- version: 1
SELECT sum(shares) AS value
FROM show_totals
WHERE show_id = {show:String}
