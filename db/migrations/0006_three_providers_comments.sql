COMMENT ON TABLE "hints" IS 'Something that came from outside about an attempt: a callback, a browser that came back, a line of a reconciling list.';
--> statement-breakpoint
COMMENT ON TABLE "attempt_reports" IS 'One report file of an attempt, kept by us: the bytes lie in file storage under their hash.';
--> statement-breakpoint
COMMENT ON TABLE "extra_times" IS 'Extra time granted to an applicant for the assessment of one application. Sensitive: the reason is encrypted.';
--> statement-breakpoint
COMMENT ON TABLE "staff_tasks" IS 'Something a member of staff has to do outside the portal, or look at, because a provider cannot be told by us.';
--> statement-breakpoint
COMMENT ON TABLE "rule_sets" IS 'A partner''s named set of rules that turn marks into recommended programmes; what holds is its newest published version.';
--> statement-breakpoint
COMMENT ON TABLE "rule_versions" IS 'One version of a rule set. A published version never changes: results remember which one recommended to them.';
--> statement-breakpoint
COMMENT ON TABLE "call_budgets" IS 'How many calls one connection may make in a window, and how it is faring: read and written by every process.';
--> statement-breakpoint
COMMENT ON TABLE "call_slots" IS 'One slot of a connection''s ring: one call may take it from its free_at on.';
--> statement-breakpoint
COMMENT ON TABLE "conformance_runs" IS 'One conformance run against a connection: the certificate kept, and what a later run is compared with.';
--> statement-breakpoint
COMMENT ON TABLE "reconcile_cursors" IS 'How far a connection has been reconciled with the provider''s own list of ended sittings.';
