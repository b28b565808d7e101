-- title: Added to cart
-- unit: times
-- counts: Times a product was put into the cart in the show, whatever the quantity.
-- leaves out: Times it was taken out again.
-- elsewhere: GA4: "add to carts"; "items added to cart" counts pieces
-- elsewhere: Shopify: "added to cart", sessions that did at least once
-- version: 1
SELECT sum(carts) AS value
FROM show_totals
WHERE show_id = {show:String}
