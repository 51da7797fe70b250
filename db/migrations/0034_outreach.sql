CREATE TABLE "contact_choices" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"wants_news" boolean NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contact_choices_partner_id_account_id_pk" PRIMARY KEY("partner_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "message_templates" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"purpose" text NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_templates_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "message_templates_name" UNIQUE("partner_id","name"),
	CONSTRAINT "message_templates_purpose" CHECK ("message_templates"."purpose" in ('service', 'news'))
);
--> statement-breakpoint
CREATE TABLE "reminder_rules" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"step" text NOT NULL,
	"intake_id" uuid,
	"template_id" uuid NOT NULL,
	"after_hours" integer NOT NULL,
	"most_times" integer NOT NULL,
	"is_on" boolean DEFAULT false NOT NULL,
	"swept_until" timestamp with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reminder_rules_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "reminder_rules_name" UNIQUE("partner_id","name"),
	CONSTRAINT "reminder_rules_step" CHECK ("reminder_rules"."step" in ('email_unverified', 'assessment_due', 'assessment_under_way', 'result_awaited', 'courses_waiting', 'form', 'fee_due', 'fee_checking', 'fee_mismatch', 'closed', 'review_due', 'in_review', 'decided', 'withdrawn')),
	CONSTRAINT "reminder_rules_after" CHECK ("reminder_rules"."after_hours" between 1 and 2160),
	CONSTRAINT "reminder_rules_most" CHECK ("reminder_rules"."most_times" between 1 and 10)
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"partner_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reminders_partner_id_rule_id_application_id_ordinal_pk" PRIMARY KEY("partner_id","rule_id","application_id","ordinal"),
	CONSTRAINT "reminders_ordinal" CHECK ("reminders"."ordinal" > 0)
);
--> statement-breakpoint
CREATE TABLE "template_versions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"subject" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"created_by" uuid,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_versions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "template_versions_number" UNIQUE("partner_id","template_id","version"),
	CONSTRAINT "template_versions_state" CHECK ("template_versions"."state" in ('draft', 'published'))
);
--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "template_version_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sent_by" uuid;--> statement-breakpoint
ALTER TABLE "contact_choices" ADD CONSTRAINT "contact_choices_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder_rules" ADD CONSTRAINT "reminder_rules_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder_rules" ADD CONSTRAINT "reminder_rules_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder_rules" ADD CONSTRAINT "reminder_rules_partner_id_template_id_message_templates_partner_id_id_fk" FOREIGN KEY ("partner_id","template_id") REFERENCES "public"."message_templates"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder_rules" ADD CONSTRAINT "reminder_rules_partner_id_created_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","created_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_partner_id_rule_id_reminder_rules_partner_id_id_fk" FOREIGN KEY ("partner_id","rule_id") REFERENCES "public"."reminder_rules"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_partner_id_template_id_message_templates_partner_id_id_fk" FOREIGN KEY ("partner_id","template_id") REFERENCES "public"."message_templates"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reminder_rules_on" ON "reminder_rules" USING btree ("partner_id","id") WHERE "reminder_rules"."is_on";--> statement-breakpoint
CREATE UNIQUE INDEX "template_versions_one_draft" ON "template_versions" USING btree ("partner_id","template_id") WHERE "template_versions"."state" = 'draft';