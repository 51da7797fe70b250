CREATE TABLE "bulk_items" (
	"partner_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"verdict" text,
	"verdict_reason" text,
	"verdict_params" jsonb,
	"state" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"reason_params" jsonb,
	"lease_until" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "bulk_items_partner_id_run_id_application_id_pk" PRIMARY KEY("partner_id","run_id","application_id"),
	CONSTRAINT "bulk_items_verdict" CHECK ("bulk_items"."verdict" in ('change', 'already', 'refused')),
	CONSTRAINT "bulk_items_state" CHECK ("bulk_items"."state" in ('pending', 'doing', 'done', 'skipped', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "bulk_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target" jsonb NOT NULL,
	"input" jsonb NOT NULL,
	"state" text DEFAULT 'judging' NOT NULL,
	"created_by" uuid NOT NULL,
	"total" integer NOT NULL,
	"judged" integer DEFAULT 0 NOT NULL,
	"would_change" integer DEFAULT 0 NOT NULL,
	"already_so" integer DEFAULT 0 NOT NULL,
	"would_refuse" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"judged_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"stopped_by" uuid,
	"stop_reason" text,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "bulk_runs_state" CHECK ("bulk_runs"."state" in ('judging', 'judged', 'running', 'done', 'stopped')),
	CONSTRAINT "bulk_runs_stop_reason" CHECK ("bulk_runs"."stop_reason" in ('person', 'permission')),
	CONSTRAINT "bulk_runs_counts" CHECK ("bulk_runs"."done" + "bulk_runs"."skipped" + "bulk_runs"."refused" <= "bulk_runs"."total")
);
--> statement-breakpoint
CREATE TABLE "export_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"query" text NOT NULL,
	"columns" text[] NOT NULL,
	"locale" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "export_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "export_runs_state" CHECK ("export_runs"."state" in ('running', 'done', 'aborted')),
	CONSTRAINT "export_runs_locale" CHECK ("export_runs"."locale" in ('en', 'hi'))
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"partner_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"cells" text[] NOT NULL,
	"state" text DEFAULT 'unread' NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"fingerprint" text,
	"account_id" uuid,
	"application_id" uuid,
	"had_account" boolean DEFAULT false NOT NULL,
	"lease_until" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "import_rows_partner_id_import_id_line_pk" PRIMARY KEY("partner_id","import_id","line"),
	CONSTRAINT "import_rows_state" CHECK ("import_rows"."state" in ('unread', 'ready', 'doing', 'wrong', 'created', 'already')),
	CONSTRAINT "import_rows_line" CHECK ("import_rows"."line" > 1)
);
--> statement-breakpoint
CREATE TABLE "import_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"encoding" text NOT NULL,
	"delimiter" text NOT NULL,
	"header" text[] NOT NULL,
	"mapping" jsonb NOT NULL,
	"intake_code" text,
	"state" text DEFAULT 'mapping' NOT NULL,
	"total" integer NOT NULL,
	"ready" integer DEFAULT 0 NOT NULL,
	"wrong" integer DEFAULT 0 NOT NULL,
	"already" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"sends_invitations" boolean DEFAULT true NOT NULL,
	"confirmed_at" timestamp with time zone,
	"stopped_by" uuid,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "import_runs_state" CHECK ("import_runs"."state" in ('mapping', 'checking', 'checked', 'running', 'done', 'stopped'))
);
--> statement-breakpoint
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_partner_id_run_id_bulk_runs_partner_id_id_fk" FOREIGN KEY ("partner_id","run_id") REFERENCES "public"."bulk_runs"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD CONSTRAINT "bulk_runs_partner_id_created_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","created_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD CONSTRAINT "bulk_runs_partner_id_stopped_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","stopped_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_runs" ADD CONSTRAINT "export_runs_partner_id_created_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","created_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_partner_id_import_id_import_runs_partner_id_id_fk" FOREIGN KEY ("partner_id","import_id") REFERENCES "public"."import_runs"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_partner_id_created_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","created_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_partner_id_stopped_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","stopped_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_items_by_state" ON "bulk_items" USING btree ("partner_id","run_id","state","application_id");--> statement-breakpoint
CREATE INDEX "bulk_items_unjudged" ON "bulk_items" USING btree ("partner_id","run_id","application_id") WHERE "bulk_items"."verdict" is null;--> statement-breakpoint
CREATE INDEX "bulk_items_by_application" ON "bulk_items" USING btree ("partner_id","application_id");--> statement-breakpoint
CREATE INDEX "bulk_runs_newest" ON "bulk_runs" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "bulk_runs_under_way" ON "bulk_runs" USING btree ("created_at") WHERE "bulk_runs"."state" in ('judging', 'running');--> statement-breakpoint
CREATE INDEX "export_runs_newest" ON "export_runs" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "export_runs_running" ON "export_runs" USING btree ("seen_at") WHERE "export_runs"."state" = 'running';--> statement-breakpoint
CREATE INDEX "import_rows_by_state" ON "import_rows" USING btree ("partner_id","import_id","state","line");--> statement-breakpoint
CREATE INDEX "import_rows_by_fingerprint" ON "import_rows" USING btree ("partner_id","import_id","fingerprint","line");--> statement-breakpoint
CREATE UNIQUE INDEX "import_rows_created_once" ON "import_rows" USING btree ("partner_id","fingerprint") WHERE "import_rows"."state" = 'created';--> statement-breakpoint
CREATE INDEX "import_runs_newest" ON "import_runs" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "import_runs_by_file" ON "import_runs" USING btree ("partner_id","sha256");--> statement-breakpoint
CREATE INDEX "import_runs_under_way" ON "import_runs" USING btree ("created_at") WHERE "import_runs"."state" in ('checking', 'running');