CREATE TABLE "applicant_keys" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"email_key" text NOT NULL,
	"name_key" text NOT NULL,
	"sound_key" text NOT NULL,
	"mobile" text NOT NULL,
	"date_of_birth" text NOT NULL,
	"made_of" text NOT NULL,
	CONSTRAINT "applicant_keys_partner_id_account_id_pk" PRIMARY KEY("partner_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "applicant_links" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_a" uuid NOT NULL,
	"account_b" uuid NOT NULL,
	"turn" integer NOT NULL,
	"kind" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applicant_links_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "applicant_links_turn" UNIQUE("partner_id","account_a","account_b","turn"),
	CONSTRAINT "applicant_links_kind" CHECK ("applicant_links"."kind" in ('linked', 'unlinked')),
	CONSTRAINT "applicant_links_pair_in_order" CHECK ("applicant_links"."account_a" < "applicant_links"."account_b"),
	CONSTRAINT "applicant_links_kind_by_turn" CHECK (("applicant_links"."kind" = 'linked') = ("applicant_links"."turn" % 2 = 1))
);
--> statement-breakpoint
CREATE TABLE "duplicate_suspicions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_a" uuid NOT NULL,
	"account_b" uuid NOT NULL,
	"reasons" text[] NOT NULL,
	"score" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	"settled_why" text DEFAULT '' NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	CONSTRAINT "duplicate_suspicions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "duplicate_suspicions_pair" UNIQUE("partner_id","account_a","account_b"),
	CONSTRAINT "duplicate_suspicions_state" CHECK ("duplicate_suspicions"."state" in ('open', 'linked', 'dismissed')),
	CONSTRAINT "duplicate_suspicions_pair_in_order" CHECK ("duplicate_suspicions"."account_a" < "duplicate_suspicions"."account_b"),
	CONSTRAINT "duplicate_suspicions_score" CHECK ("duplicate_suspicions"."score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "duplicate_sweeps" (
	"partner_id" uuid NOT NULL,
	"after_account" uuid,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "duplicate_sweeps_partner_id_pk" PRIMARY KEY("partner_id")
);
--> statement-breakpoint
CREATE TABLE "intake_versions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"reaches" text[] DEFAULT '{}' NOT NULL,
	"created_by" uuid,
	"published_by" uuid,
	"published_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "intake_versions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "intake_versions_number" UNIQUE("partner_id","intake_id","version"),
	CONSTRAINT "intake_versions_state" CHECK ("intake_versions"."state" in ('draft', 'published', 'retired')),
	CONSTRAINT "intake_versions_published_when" CHECK (("intake_versions"."state" = 'draft') = ("intake_versions"."published_at" is null))
);
--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "assessment_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "fee_rules" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "intakes" ADD COLUMN "published_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "programmes" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applicant_keys" ADD CONSTRAINT "applicant_keys_partner_id_account_id_applicants_partner_id_account_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."applicants"("partner_id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applicant_links" ADD CONSTRAINT "applicant_links_partner_id_account_a_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_a") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applicant_links" ADD CONSTRAINT "applicant_links_partner_id_account_b_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_b") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_suspicions" ADD CONSTRAINT "duplicate_suspicions_partner_id_account_a_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_a") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_suspicions" ADD CONSTRAINT "duplicate_suspicions_partner_id_account_b_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_b") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_sweeps" ADD CONSTRAINT "duplicate_sweeps_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_versions" ADD CONSTRAINT "intake_versions_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applicant_keys_by_email" ON "applicant_keys" USING btree ("partner_id","email_key");--> statement-breakpoint
CREATE INDEX "applicant_keys_by_mobile" ON "applicant_keys" USING btree ("partner_id","mobile");--> statement-breakpoint
CREATE INDEX "applicant_keys_by_name" ON "applicant_keys" USING btree ("partner_id","name_key","date_of_birth");--> statement-breakpoint
CREATE INDEX "applicant_keys_by_sound" ON "applicant_keys" USING btree ("partner_id","sound_key","date_of_birth");--> statement-breakpoint
CREATE INDEX "applicant_links_by_b" ON "applicant_links" USING btree ("partner_id","account_b");--> statement-breakpoint
CREATE INDEX "duplicate_suspicions_by_state" ON "duplicate_suspicions" USING btree ("partner_id","state","found_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "duplicate_suspicions_by_b" ON "duplicate_suspicions" USING btree ("partner_id","account_b");--> statement-breakpoint
CREATE UNIQUE INDEX "intake_versions_one_draft" ON "intake_versions" USING btree ("partner_id","intake_id") WHERE "intake_versions"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "intake_versions_one_published" ON "intake_versions" USING btree ("partner_id","intake_id") WHERE "intake_versions"."state" = 'published';--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_partner_id_intake_version_id_intake_versions_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_version_id") REFERENCES "public"."intake_versions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applications_by_version" ON "applications" USING btree ("partner_id","intake_id","intake_version_id","id");