CREATE TABLE "application_cards" (
	"partner_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"number" text NOT NULL,
	"applicant_id" uuid NOT NULL,
	"full_name" text NOT NULL,
	"name_key" text NOT NULL,
	"email" text NOT NULL,
	"mobile" text NOT NULL,
	"locale" text NOT NULL,
	"facet" bigint NOT NULL,
	"intake_id" uuid NOT NULL,
	"version_id" uuid,
	"programme_id" uuid,
	"state" text NOT NULL,
	"is_submitted" boolean NOT NULL,
	"step" text NOT NULL,
	"fee_state" text NOT NULL,
	"progress" text,
	"result" text,
	"is_failing" boolean NOT NULL,
	"stage_id" uuid,
	"is_assigned" boolean NOT NULL,
	"decision_kind" text,
	"decision_state" text,
	"offer_state" text,
	"has_open_query" boolean NOT NULL,
	"checking_until" timestamp with time zone,
	"stands_at_fee" boolean NOT NULL,
	"last_error_kind" text,
	"score_percent" double precision,
	"reviewer_ids" uuid[] NOT NULL,
	"review_score" double precision,
	"created_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "application_cards_partner_id_application_id_pk" PRIMARY KEY("partner_id","application_id"),
	CONSTRAINT "application_cards_number" UNIQUE("partner_id","number")
);
--> statement-breakpoint
CREATE TABLE "application_cards_due" (
	"partner_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"transaction" "xid8" NOT NULL,
	CONSTRAINT "application_cards_due_partner_id_application_id_transaction_pk" PRIMARY KEY("partner_id","application_id","transaction")
);
--> statement-breakpoint
CREATE TABLE "application_facet_changes" (
	"partner_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "application_facet_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"facet" bigint NOT NULL,
	"intake_id" uuid NOT NULL,
	"version_id" uuid,
	"programme_id" uuid,
	"state" text NOT NULL,
	"is_submitted" boolean NOT NULL,
	"step" text NOT NULL,
	"fee_state" text NOT NULL,
	"progress" text,
	"result" text,
	"is_failing" boolean NOT NULL,
	"stage_id" uuid,
	"is_assigned" boolean NOT NULL,
	"decision_kind" text,
	"decision_state" text,
	"offer_state" text,
	"has_open_query" boolean NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "application_facet_changes_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "application_facets" (
	"partner_id" uuid NOT NULL,
	"facet" bigint NOT NULL,
	"intake_id" uuid NOT NULL,
	"version_id" uuid,
	"programme_id" uuid,
	"state" text NOT NULL,
	"is_submitted" boolean NOT NULL,
	"step" text NOT NULL,
	"fee_state" text NOT NULL,
	"progress" text,
	"result" text,
	"is_failing" boolean NOT NULL,
	"stage_id" uuid,
	"is_assigned" boolean NOT NULL,
	"decision_kind" text,
	"decision_state" text,
	"offer_state" text,
	"has_open_query" boolean NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "application_facets_partner_id_facet_pk" PRIMARY KEY("partner_id","facet")
);
--> statement-breakpoint
ALTER TABLE "application_cards" ADD CONSTRAINT "application_cards_application" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_cards_created" ON "application_cards" USING btree ("partner_id","created_at","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_submitted" ON "application_cards" USING btree ("partner_id",coalesce("submitted_at", '-infinity'),"application_id");--> statement-breakpoint
CREATE INDEX "application_cards_updated" ON "application_cards" USING btree ("partner_id","updated_at","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_name" ON "application_cards" USING btree ("partner_id","name_key" collate "C","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_sorted_number" ON "application_cards" USING btree ("partner_id","number" collate "C","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_score" ON "application_cards" USING btree ("partner_id",coalesce("score_percent", '-infinity'),"application_id");--> statement-breakpoint
CREATE INDEX "application_cards_review_score" ON "application_cards" USING btree ("partner_id",coalesce("review_score", '-infinity'),"application_id");--> statement-breakpoint
CREATE INDEX "application_cards_intake_created" ON "application_cards" USING btree ("partner_id","intake_id","created_at","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_intake_submitted" ON "application_cards" USING btree ("partner_id","intake_id",coalesce("submitted_at", '-infinity'),"application_id");--> statement-breakpoint
CREATE INDEX "application_cards_intake_updated" ON "application_cards" USING btree ("partner_id","intake_id","updated_at","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_state_created" ON "application_cards" USING btree ("partner_id","state","created_at","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_step_created" ON "application_cards" USING btree ("partner_id","step","created_at","application_id");--> statement-breakpoint
CREATE INDEX "application_cards_facet" ON "application_cards" USING btree ("partner_id","facet");--> statement-breakpoint
CREATE INDEX "application_cards_checking" ON "application_cards" USING btree ("partner_id","checking_until") WHERE "application_cards"."checking_until" is not null;--> statement-breakpoint
CREATE INDEX "application_cards_reviewers" ON "application_cards" USING gin ("reviewer_ids");--> statement-breakpoint
CREATE INDEX "application_cards_number_start" ON "application_cards" USING btree ("partner_id","number" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "application_cards_email_start" ON "application_cards" USING btree ("partner_id","email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "application_cards_mobile_start" ON "application_cards" USING btree ("partner_id","mobile" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "application_cards_name_words" ON "application_cards" USING gin (to_tsvector('simple', "full_name")) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "application_cards_by_applicant" ON "application_cards" USING btree ("partner_id","applicant_id");--> statement-breakpoint
CREATE INDEX "application_cards_due_of" ON "application_cards_due" USING btree ("transaction");