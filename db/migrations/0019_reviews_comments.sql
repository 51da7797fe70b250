COMMENT ON TABLE "scorecards" IS 'What reviewers of an intake score: criteria whose weights are 100 together. Never changed once a review used it.';
--> statement-breakpoint
COMMENT ON TABLE "criteria" IS 'One thing a scorecard asks: its weight of 100, the points it gives at most, and what the points mean.';
--> statement-breakpoint
COMMENT ON TABLE "review_stages" IS 'One stage of an intake''s review. Once used it is retired, never deleted: applications keep the stage they began.';
--> statement-breakpoint
COMMENT ON TABLE "review_assignments" IS 'One reviewer''s task: this application, in this stage.';
--> statement-breakpoint
COMMENT ON TABLE "reviews" IS 'A reviewer''s scorecard for one assignment: a draft, then submitted.';
--> statement-breakpoint
COMMENT ON TABLE "application_queries" IS 'A question of staff to the applicant about chosen fields and documents.';
--> statement-breakpoint
COMMENT ON TABLE "query_items" IS 'One thing that a query asks for, what stood there before, and what was answered.';
--> statement-breakpoint
COMMENT ON TABLE "documents" IS 'A file that an applicant gave for a document that was asked for. Another one for the same item replaces it; both are kept.';
--> statement-breakpoint
COMMENT ON TABLE "notes" IS 'What one of the staff wrote about an application for their colleagues. Never changed, never deleted.';
--> statement-breakpoint
COMMENT ON TABLE "note_mentions" IS 'A colleague named in a note, until they have read it.';
