COMMENT ON TABLE "alert_rules" IS 'How a partner has set one kind of alert, where it differs from the usual.';
--> statement-breakpoint
COMMENT ON TABLE "alerts" IS 'Something wrong that staff should look at. One row per kind and subject: what comes back opens the same row again.';
--> statement-breakpoint
COMMENT ON TABLE "alert_history" IS 'One thing that happened to an alert: opened, acknowledged, assigned, closed.';
--> statement-breakpoint
COMMENT ON TABLE "call_replays" IS 'One exchange of the integration log that staff had done again: who, when, and what was known before and after.';
--> statement-breakpoint
COMMENT ON TABLE "backfills" IS 'One time range that staff had asked about again, with its estimate and how far it has come.';
--> statement-breakpoint
COMMENT ON TABLE "backfill_items" IS 'One attempt, order or message of a backfill, and what came of it.';
--> statement-breakpoint
COMMENT ON TABLE "provider_calls" IS 'One exchange with a provider, a gateway or the mail server, redacted: the integration log.';
