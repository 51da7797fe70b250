COMMENT ON TABLE "application_cards" IS 'One application as lists show, filter, sort and search it. Written by the database alone: at every commit, from the view application_card_source.';
--> statement-breakpoint
COMMENT ON TABLE "application_facets" IS 'How many of a partner''s applications share one tuple of facets. Together with the changes not yet added, exact.';
--> statement-breakpoint
COMMENT ON TABLE "application_facet_changes" IS 'A change of a count, written by the transaction that made it and added to the counts a little later.';
--> statement-breakpoint
COMMENT ON TABLE "application_cards_due" IS 'An application whose card the running transaction has still to write. Empty between transactions.';
--> statement-breakpoint
ALTER TABLE "application_cards_due" SET UNLOGGED;
