COMMENT ON TABLE "seat_pools" IS 'Seats of one programme for one category in one intake; taken counts the offers that hold one.';
--> statement-breakpoint
COMMENT ON TABLE "releases" IS 'A planned publication of confirmed decisions: dry run, approval by a second person, first batch, hold, rest.';
--> statement-breakpoint
COMMENT ON TABLE "release_dry_runs" IS 'One dry run of a release: who would get what, as it stood at that moment. Never changed.';
--> statement-breakpoint
COMMENT ON TABLE "decisions" IS 'What staff decided about one application. A change of mind is a new row; the old one is ended, never deleted.';
--> statement-breakpoint
COMMENT ON TABLE "release_items" IS 'One decision on an approved release''s list and what became of it.';
--> statement-breakpoint
COMMENT ON TABLE "letter_templates" IS 'What the letters of one kind of decision say, in both languages. A published version never changes.';
--> statement-breakpoint
COMMENT ON TABLE "letters" IS 'The letter of one released decision to its one recipient. Revoked or replaced, it is kept.';
--> statement-breakpoint
COMMENT ON TABLE "offers" IS 'What a released admission offers: a seat, to be accepted or declined by an instant.';
