COMMENT ON TABLE "intake_versions" IS 'One version of an intake''s terms. A published one never changes: applicants in flight stay on theirs.';
--> statement-breakpoint
COMMENT ON TABLE "applicant_keys" IS 'By what an applicant is compared with others: derived from their account, written anew when that changes.';
--> statement-breakpoint
COMMENT ON TABLE "duplicate_suspicions" IS 'Two accounts that may be one person, with the reasons; settled by a member of staff.';
--> statement-breakpoint
COMMENT ON TABLE "applicant_links" IS 'Two accounts were said to be one person, or no longer: append-only, the newest row of a pair holds.';
--> statement-breakpoint
COMMENT ON TABLE "duplicate_sweeps" IS 'How far the sweep that looks for duplicates has gone through a partner''s applicants.';
