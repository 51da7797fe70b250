CREATE TABLE "alert_history" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"alert_id" uuid NOT NULL,
	"move" text NOT NULL,
	"value" integer NOT NULL,
	"by_id" uuid,
	"assignee_id" uuid,
	"note" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "alert_history_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "alert_history_move" CHECK ("alert_history"."move" in ('opened', 'reopened', 'acknowledged', 'assigned', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"partner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"is_on" boolean NOT NULL,
	"threshold" integer NOT NULL,
	"minutes" integer NOT NULL,
	"email_roles" text[] DEFAULT '{}' NOT NULL,
	"email_addresses" text[] DEFAULT '{}' NOT NULL,
	"saved_by" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alert_rules_partner_id_kind_pk" PRIMARY KEY("partner_id","kind"),
	CONSTRAINT "alert_rules_kind" CHECK ("alert_rules"."kind" in ('connection_unhealthy', 'rate_limited', 'stale_results', 'mail_failing', 'backlog', 'paid_not_unlocked', 'reconciliation_open')),
	CONSTRAINT "alert_rules_terms" CHECK ("alert_rules"."threshold" >= 1 and "alert_rules"."minutes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"connection_id" uuid,
	"state" text NOT NULL,
	"value" integer NOT NULL,
	"threshold" integer NOT NULL,
	"minutes" integer NOT NULL,
	"openings" integer DEFAULT 1 NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" uuid,
	"assignee_id" uuid,
	CONSTRAINT "alerts_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "alerts_subject" UNIQUE("partner_id","kind","subject"),
	CONSTRAINT "alerts_kind" CHECK ("alerts"."kind" in ('connection_unhealthy', 'rate_limited', 'stale_results', 'mail_failing', 'backlog', 'paid_not_unlocked', 'reconciliation_open')),
	CONSTRAINT "alerts_state" CHECK ("alerts"."state" in ('open', 'acknowledged', 'closed')),
	CONSTRAINT "alerts_closed_at" CHECK (("alerts"."state" = 'closed') = ("alerts"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "backfill_items" (
	"partner_id" uuid NOT NULL,
	"backfill_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"object" text NOT NULL,
	"object_id" uuid NOT NULL,
	"application_id" uuid,
	"state" text DEFAULT 'waiting' NOT NULL,
	"before" text,
	"after" text,
	"refusal" text,
	"done_at" timestamp with time zone,
	CONSTRAINT "backfill_items_partner_id_backfill_id_position_pk" PRIMARY KEY("partner_id","backfill_id","position"),
	CONSTRAINT "backfill_items_object" CHECK ("backfill_items"."object" in ('attempt', 'order', 'message')),
	CONSTRAINT "backfill_items_state" CHECK ("backfill_items"."state" in ('waiting', 'unchanged', 'changed', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "backfills" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid,
	"scope" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"objects" integer NOT NULL,
	"estimated_seconds" integer,
	"changed" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"waits_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "backfills_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "backfills_scope" CHECK ("backfills"."scope" in ('failed', 'asked')),
	CONSTRAINT "backfills_state" CHECK ("backfills"."state" in ('running', 'stopped', 'done'))
);
--> statement-breakpoint
CREATE TABLE "call_replays" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"by_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"before" jsonb NOT NULL,
	"after" jsonb,
	"refusal" text,
	CONSTRAINT "call_replays_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
ALTER TABLE "provider_calls" ALTER COLUMN "connection_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_calls" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "provider_calls" ADD COLUMN "replay_of" uuid;--> statement-breakpoint
ALTER TABLE "provider_calls" ADD COLUMN "backfill_id" uuid;--> statement-breakpoint
ALTER TABLE "alert_history" ADD CONSTRAINT "alert_history_partner_id_alert_id_alerts_partner_id_id_fk" FOREIGN KEY ("partner_id","alert_id") REFERENCES "public"."alerts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_partner_id_assignee_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","assignee_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfill_items" ADD CONSTRAINT "backfill_items_partner_id_backfill_id_backfills_partner_id_id_fk" FOREIGN KEY ("partner_id","backfill_id") REFERENCES "public"."backfills"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_partner_id_started_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","started_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_replays" ADD CONSTRAINT "call_replays_partner_id_by_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","by_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_history_by_alert" ON "alert_history" USING btree ("partner_id","alert_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_newest" ON "alerts" USING btree ("partner_id","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_unclosed" ON "alerts" USING btree ("partner_id","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "alerts"."state" <> 'closed';--> statement-breakpoint
CREATE INDEX "backfill_items_waiting" ON "backfill_items" USING btree ("partner_id","backfill_id","position") WHERE "backfill_items"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "backfills_newest" ON "backfills" USING btree ("partner_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "call_replays_by_call" ON "call_replays" USING btree ("partner_id","call_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "attempts_awaiting_result" ON "attempts" USING btree ("partner_id","connection_id","last_progress_at") WHERE "attempts"."progress" = 'completed' and "attempts"."result" in ('none', 'pending', 'partial');--> statement-breakpoint
CREATE INDEX "attempts_last_asked" ON "attempts" USING btree ("partner_id","connection_id","last_asked_at");--> statement-breakpoint
CREATE INDEX "provider_calls_by_connection" ON "provider_calls" USING btree ("partner_id","connection_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "provider_calls_by_purpose" ON "provider_calls" USING btree ("partner_id","purpose","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "provider_calls_failed" ON "provider_calls" USING btree ("partner_id","at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "provider_calls"."error_kind" is not null;--> statement-breakpoint
CREATE INDEX "provider_calls_by_attempt" ON "provider_calls" USING btree ("partner_id","attempt_id","at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "provider_calls"."attempt_id" is not null;--> statement-breakpoint
CREATE INDEX "provider_calls_by_order" ON "provider_calls" USING btree ("partner_id","order_id","at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "provider_calls"."order_id" is not null;--> statement-breakpoint
CREATE INDEX "provider_calls_by_message" ON "provider_calls" USING btree ("partner_id","message_id","at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "provider_calls"."message_id" is not null;--> statement-breakpoint
CREATE INDEX "provider_calls_by_replay" ON "provider_calls" USING btree ("partner_id","replay_of") WHERE "provider_calls"."replay_of" is not null;--> statement-breakpoint
CREATE INDEX "payment_orders_last_checked" ON "payment_orders" USING btree ("partner_id","connection_id","last_checked_at");--> statement-breakpoint
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_mail" CHECK (("provider_calls"."connection_id" is null) = ("provider_calls"."message_id" is not null));