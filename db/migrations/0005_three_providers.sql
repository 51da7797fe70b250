CREATE TABLE "attempt_reports" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempt_reports_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "attempt_reports_file" UNIQUE("partner_id","attempt_id","name","sha256")
);
--> statement-breakpoint
CREATE TABLE "extra_times" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"percent" integer NOT NULL,
	"reason" text NOT NULL,
	"granted_by" uuid NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "extra_times_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "extra_times_percent" CHECK ("extra_times"."percent" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "hints" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"source" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"raw_status" text,
	"outcome" text NOT NULL,
	"deliveries" integer DEFAULT 1 NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hints_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "hints_dedupe" UNIQUE("partner_id","attempt_id","dedupe_key"),
	CONSTRAINT "hints_source" CHECK ("hints"."source" in ('callback', 'redirect', 'reconcile')),
	CONSTRAINT "hints_outcome" CHECK ("hints"."outcome" in ('taken', 'duplicate', 'suspicious'))
);
--> statement-breakpoint
CREATE TABLE "staff_tasks" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"application_id" uuid NOT NULL,
	"attempt_id" uuid,
	"detail" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" uuid,
	CONSTRAINT "staff_tasks_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "staff_tasks_kind" CHECK ("staff_tasks"."kind" in ('extra_time_at_provider', 'erasure_at_provider', 'reset_unclear'))
);
--> statement-breakpoint
CREATE TABLE "call_budgets" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"calls" integer NOT NULL,
	"window_seconds" integer NOT NULL,
	"size" integer NOT NULL,
	"grown_at" timestamp with time zone,
	"paused_until" timestamp with time zone,
	"rejections" bigint DEFAULT 0 NOT NULL,
	"last_rejected_at" timestamp with time zone,
	"person_waits_until" timestamp with time zone,
	"sweep_waits_until" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone,
	"open_until" timestamp with time zone,
	"trial_until" timestamp with time zone,
	CONSTRAINT "call_budgets_partner_id_connection_id_pk" PRIMARY KEY("partner_id","connection_id"),
	CONSTRAINT "call_budgets_size" CHECK ("call_budgets"."calls" > 0 and "call_budgets"."window_seconds" > 0 and "call_budgets"."size" between 1 and "call_budgets"."calls")
);
--> statement-breakpoint
CREATE TABLE "call_slots" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"slot" integer NOT NULL,
	"free_at" timestamp with time zone NOT NULL,
	"lease_id" uuid,
	"taken_by" text,
	"taken_at" timestamp with time zone,
	CONSTRAINT "call_slots_partner_id_connection_id_slot_pk" PRIMARY KEY("partner_id","connection_id","slot"),
	CONSTRAINT "call_slots_taken_by" CHECK ("call_slots"."taken_by" in ('person', 'sweep', 'bulk'))
);
--> statement-breakpoint
CREATE TABLE "conformance_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"started_by" uuid,
	"is_write" boolean NOT NULL,
	"has_held" boolean,
	"report" jsonb,
	CONSTRAINT "conformance_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "reconcile_cursors" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"reconciled_until" timestamp with time zone NOT NULL,
	"last_run_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reconcile_cursors_partner_id_connection_id_pk" PRIMARY KEY("partner_id","connection_id")
);
--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_sets_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "rule_sets_name" UNIQUE("partner_id","name")
);
--> statement-breakpoint
CREATE TABLE "rule_versions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"rule_set_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"rules" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"published_by" uuid,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_versions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "rule_versions_number" UNIQUE("partner_id","rule_set_id","version"),
	CONSTRAINT "rule_versions_state" CHECK ("rule_versions"."state" in ('draft', 'published'))
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reason" text DEFAULT 'first' NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reason_note" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "ordered_by" uuid;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "test_id" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "memo" jsonb;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "callback_token_hash" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "return_token_hash" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "hinted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "returned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "status_detail" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "expected_minutes" double precision;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "extra_time_percent" integer;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "scores" jsonb;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "has_reports" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "verification" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "rule_version_id" uuid;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "weight" double precision;--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "reason" jsonb;--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "assessment_test_id" text;--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "counting_attempt" text DEFAULT 'latest' NOT NULL;--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "attempts_allowed" integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "rule_set_id" uuid;--> statement-breakpoint
ALTER TABLE "attempt_reports" ADD CONSTRAINT "attempt_reports_partner_id_attempt_id_attempts_partner_id_id_fk" FOREIGN KEY ("partner_id","attempt_id") REFERENCES "public"."attempts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extra_times" ADD CONSTRAINT "extra_times_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extra_times" ADD CONSTRAINT "extra_times_partner_id_granted_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","granted_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hints" ADD CONSTRAINT "hints_partner_id_attempt_id_attempts_partner_id_id_fk" FOREIGN KEY ("partner_id","attempt_id") REFERENCES "public"."attempts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_tasks" ADD CONSTRAINT "staff_tasks_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_tasks" ADD CONSTRAINT "staff_tasks_partner_id_attempt_id_attempts_partner_id_id_fk" FOREIGN KEY ("partner_id","attempt_id") REFERENCES "public"."attempts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_tasks" ADD CONSTRAINT "staff_tasks_partner_id_done_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","done_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD CONSTRAINT "call_budgets_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_slots" ADD CONSTRAINT "call_slots_partner_id_connection_id_call_budgets_partner_id_connection_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."call_budgets"("partner_id","connection_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conformance_runs" ADD CONSTRAINT "conformance_runs_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconcile_cursors" ADD CONSTRAINT "reconcile_cursors_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_versions" ADD CONSTRAINT "rule_versions_partner_id_rule_set_id_rule_sets_partner_id_id_fk" FOREIGN KEY ("partner_id","rule_set_id") REFERENCES "public"."rule_sets"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "extra_times_by_application" ON "extra_times" USING btree ("partner_id","application_id","granted_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "staff_tasks_open" ON "staff_tasks" USING btree ("partner_id","opened_at") WHERE "staff_tasks"."done_at" is null;--> statement-breakpoint
CREATE INDEX "call_slots_free" ON "call_slots" USING btree ("partner_id","connection_id","free_at");--> statement-breakpoint
CREATE INDEX "conformance_runs_newest" ON "conformance_runs" USING btree ("partner_id","connection_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "rule_versions_one_draft" ON "rule_versions" USING btree ("partner_id","rule_set_id") WHERE "rule_versions"."state" = 'draft';--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_partner_id_rule_version_id_rule_versions_partner_id_id_fk" FOREIGN KEY ("partner_id","rule_version_id") REFERENCES "public"."rule_versions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_partner_id_rule_set_id_rule_sets_partner_id_id_fk" FOREIGN KEY ("partner_id","rule_set_id") REFERENCES "public"."rule_sets"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attempts_by_external_id" ON "attempts" USING btree ("partner_id","connection_id","external_id") WHERE "attempts"."external_id" is not null;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_callback_token" UNIQUE("partner_id","callback_token_hash");--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_return_token" UNIQUE("partner_id","return_token_hash");--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_reason" CHECK ("attempts"."reason" in ('first', 'again', 'retake', 'section_reset'));--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_status_detail" CHECK ("attempts"."status_detail" in ('left_test', 'terminated_by_provider', 'window_elapsed', 'cancelled', 'paused', 'reset'));--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_verification" CHECK ("attempts"."verification" in ('ordering', 'ordered', 'answered', 'unclear'));--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_counting_attempt" CHECK ("intakes"."counting_attempt" in ('latest', 'best', 'first'));--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_attempts_allowed" CHECK ("intakes"."attempts_allowed" between 1 and 20);