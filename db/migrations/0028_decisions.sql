CREATE TABLE "decisions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"programme_id" uuid,
	"category" text,
	"state" text DEFAULT 'provisional' NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"released_at" timestamp with time zone,
	"release_id" uuid,
	"waitlist_rank" integer,
	"moved_up_from" uuid,
	"move_cause" text,
	"ended_at" timestamp with time zone,
	"end" text,
	"superseded_by" uuid,
	CONSTRAINT "decisions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "decisions_kind" CHECK ("decisions"."kind" in ('admit', 'waitlist', 'deny')),
	CONSTRAINT "decisions_state" CHECK ("decisions"."state" in ('provisional', 'confirmed', 'released')),
	CONSTRAINT "decisions_category" CHECK ("decisions"."category" in ('any', 'general', 'obc_ncl', 'sc', 'st', 'ews')),
	CONSTRAINT "decisions_end" CHECK ("decisions"."end" in ('changed', 'taken_back', 'superseded', 'application_withdrawn')),
	CONSTRAINT "decisions_move_cause" CHECK ("decisions"."move_cause" in ('seat_declined', 'seat_lapsed', 'seats_added')),
	CONSTRAINT "decisions_confirmed_by_another" CHECK ("decisions"."confirmed_by" <> "decisions"."proposed_by"),
	CONSTRAINT "decisions_confirmed_by_somebody" CHECK (("decisions"."state" = 'provisional') = ("decisions"."confirmed_by" is null)),
	CONSTRAINT "decisions_released_by_a_release" CHECK (("decisions"."state" = 'released') = ("decisions"."released_at" is not null and "decisions"."release_id" is not null)),
	CONSTRAINT "decisions_admit_to_a_pool" CHECK ("decisions"."kind" = 'deny' or ("decisions"."programme_id" is not null and "decisions"."category" is not null)),
	CONSTRAINT "decisions_end_has_a_time" CHECK (("decisions"."ended_at" is null) = ("decisions"."end" is null))
);
--> statement-breakpoint
CREATE TABLE "letter_templates" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"saved_by" uuid,
	"published_by" uuid,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "letter_templates_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "letter_templates_version" UNIQUE("partner_id","kind","version"),
	CONSTRAINT "letter_templates_kind" CHECK ("letter_templates"."kind" in ('admit', 'waitlist', 'deny')),
	CONSTRAINT "letter_templates_state" CHECK ("letter_templates"."state" in ('draft', 'published'))
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"number" text NOT NULL,
	"template_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"content" jsonb NOT NULL,
	"sha256" text,
	"bytes" integer,
	"issued_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"replaced_at" timestamp with time zone,
	CONSTRAINT "letters_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "letters_number" UNIQUE("partner_id","number"),
	CONSTRAINT "letters_locale" CHECK ("letters"."locale" in ('en', 'hi')),
	CONSTRAINT "letters_file_whole" CHECK (("letters"."sha256" is null) = ("letters"."bytes" is null))
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"category" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"respond_by" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offers_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "offers_state" CHECK ("offers"."state" in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn')),
	CONSTRAINT "offers_category" CHECK ("offers"."category" in ('any', 'general', 'obc_ncl', 'sc', 'st', 'ews'))
);
--> statement-breakpoint
CREATE TABLE "release_dry_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"lines" jsonb NOT NULL,
	"ran_by" uuid NOT NULL,
	"ran_at" timestamp with time zone NOT NULL,
	CONSTRAINT "release_dry_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "release_items" (
	"partner_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"batch" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"held_back_code" text,
	"released_at" timestamp with time zone,
	"mailed_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	CONSTRAINT "release_items_partner_id_release_id_decision_id_pk" PRIMARY KEY("partner_id","release_id","decision_id"),
	CONSTRAINT "release_items_batch" CHECK ("release_items"."batch" in ('first', 'rest')),
	CONSTRAINT "release_items_state" CHECK ("release_items"."state" in ('pending', 'released', 'held_back', 'undone', 'left_out'))
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"intake_id" uuid NOT NULL,
	"filter" jsonb NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"first_batch_size" integer NOT NULL,
	"hold_minutes" integer NOT NULL,
	"respond_by" timestamp with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"approved_fingerprint" text,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"scheduled_for" timestamp with time zone,
	"started_at" timestamp with time zone,
	"hold_until" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"stopped_by" uuid,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "releases_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "releases_state" CHECK ("releases"."state" in ('draft', 'dry_run', 'approved', 'scheduled', 'first_batch', 'holding', 'rest', 'released', 'stopped', 'undone')),
	CONSTRAINT "releases_approved_by_a_second_person" CHECK ("releases"."approved_by" <> "releases"."created_by"),
	CONSTRAINT "releases_sizes" CHECK ("releases"."first_batch_size" >= 1 and "releases"."hold_minutes" between 0 and 10080)
);
--> statement-breakpoint
CREATE TABLE "seat_pools" (
	"partner_id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"category" text NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "seat_pools_partner_id_intake_id_programme_id_category_pk" PRIMARY KEY("partner_id","intake_id","programme_id","category"),
	CONSTRAINT "seat_pools_category" CHECK ("seat_pools"."category" in ('any', 'general', 'obc_ncl', 'sc', 'st', 'ews')),
	CONSTRAINT "seat_pools_never_overfull" CHECK ("seat_pools"."taken" >= 0 and "seat_pools"."taken" <= "seat_pools"."capacity")
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_partner_id_programme_id_programmes_partner_id_id_fk" FOREIGN KEY ("partner_id","programme_id") REFERENCES "public"."programmes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_partner_id_release_id_releases_partner_id_id_fk" FOREIGN KEY ("partner_id","release_id") REFERENCES "public"."releases"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_partner_id_moved_up_from_decisions_partner_id_id_fk" FOREIGN KEY ("partner_id","moved_up_from") REFERENCES "public"."decisions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_templates" ADD CONSTRAINT "letter_templates_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_partner_id_decision_id_decisions_partner_id_id_fk" FOREIGN KEY ("partner_id","decision_id") REFERENCES "public"."decisions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_partner_id_template_id_letter_templates_partner_id_id_fk" FOREIGN KEY ("partner_id","template_id") REFERENCES "public"."letter_templates"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_partner_id_decision_id_decisions_partner_id_id_fk" FOREIGN KEY ("partner_id","decision_id") REFERENCES "public"."decisions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_partner_id_intake_id_programme_id_category_seat_pools_partner_id_intake_id_programme_id_category_fk" FOREIGN KEY ("partner_id","intake_id","programme_id","category") REFERENCES "public"."seat_pools"("partner_id","intake_id","programme_id","category") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_dry_runs" ADD CONSTRAINT "release_dry_runs_partner_id_release_id_releases_partner_id_id_fk" FOREIGN KEY ("partner_id","release_id") REFERENCES "public"."releases"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_items" ADD CONSTRAINT "release_items_partner_id_release_id_releases_partner_id_id_fk" FOREIGN KEY ("partner_id","release_id") REFERENCES "public"."releases"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_items" ADD CONSTRAINT "release_items_partner_id_decision_id_decisions_partner_id_id_fk" FOREIGN KEY ("partner_id","decision_id") REFERENCES "public"."decisions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_partner_id_created_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","created_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_pools" ADD CONSTRAINT "seat_pools_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_pools" ADD CONSTRAINT "seat_pools_partner_id_programme_id_programmes_partner_id_id_fk" FOREIGN KEY ("partner_id","programme_id") REFERENCES "public"."programmes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_open" ON "decisions" USING btree ("partner_id","application_id") WHERE "decisions"."ended_at" is null and "decisions"."state" <> 'released';--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_released" ON "decisions" USING btree ("partner_id","application_id") WHERE "decisions"."ended_at" is null and "decisions"."state" = 'released';--> statement-breakpoint
CREATE INDEX "decisions_by_application" ON "decisions" USING btree ("partner_id","application_id","proposed_at");--> statement-breakpoint
CREATE INDEX "decisions_live" ON "decisions" USING btree ("partner_id","intake_id","state","kind","id") WHERE "decisions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "decisions_of_pool" ON "decisions" USING btree ("partner_id","intake_id","programme_id","category","kind","waitlist_rank") WHERE "decisions"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "letter_templates_one_draft" ON "letter_templates" USING btree ("partner_id","kind") WHERE "letter_templates"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "letters_one_per_decision" ON "letters" USING btree ("partner_id","decision_id") WHERE "letters"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "letters_by_application" ON "letters" USING btree ("partner_id","application_id","issued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_per_decision" ON "offers" USING btree ("partner_id","decision_id") WHERE "offers"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "offers_by_application" ON "offers" USING btree ("partner_id","application_id");--> statement-breakpoint
CREATE INDEX "offers_open" ON "offers" USING btree ("respond_by") WHERE "offers"."state" = 'open';--> statement-breakpoint
CREATE INDEX "release_dry_runs_by_release" ON "release_dry_runs" USING btree ("partner_id","release_id","ran_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "release_items_once" ON "release_items" USING btree ("partner_id","decision_id") WHERE "release_items"."state" in ('pending', 'released');--> statement-breakpoint
CREATE INDEX "release_items_in_order" ON "release_items" USING btree ("partner_id","release_id","position");--> statement-breakpoint
CREATE INDEX "releases_newest" ON "releases" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "releases_due" ON "releases" USING btree ("scheduled_for","hold_until") WHERE "releases"."state" in ('scheduled', 'first_batch', 'holding', 'rest');