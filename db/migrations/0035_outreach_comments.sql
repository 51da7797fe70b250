COMMENT ON TABLE "message_templates" IS 'A letter that staff write to applicants, by name; what is sent is its newest published version.';
--> statement-breakpoint
COMMENT ON TABLE "template_versions" IS 'One version of a template. A published version never changes: letters remember which one they were.';
--> statement-breakpoint
COMMENT ON TABLE "reminder_rules" IS 'A reminder that goes out by itself: to whom, after how long a silence, and how often at most.';
--> statement-breakpoint
COMMENT ON TABLE "reminders" IS 'One reminder that was sent: the n-th of one rule to one application.';
--> statement-breakpoint
COMMENT ON TABLE "contact_choices" IS 'Whether somebody wants news that their application does not need; without a row they have not said.';
