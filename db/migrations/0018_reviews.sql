CREATE TABLE "application_queries" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"question" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"follows_id" uuid,
	"answered_at" timestamp with time zone,
	"closed_by" uuid,
	"closed_at" timestamp with time zone,
	CONSTRAINT "application_queries_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "application_queries_state" CHECK ("application_queries"."state" in ('open', 'answered', 'accepted', 'asked_again', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "criteria" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"scorecard_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" jsonb NOT NULL,
	"weight" integer NOT NULL,
	"max_points" integer NOT NULL,
	"anchors" jsonb NOT NULL,
	CONSTRAINT "criteria_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "criteria_position" UNIQUE("partner_id","scorecard_id","position"),
	CONSTRAINT "criteria_weight" CHECK ("criteria"."weight" between 1 and 100),
	CONSTRAINT "criteria_max_points" CHECK ("criteria"."max_points" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"query_item_id" uuid,
	"name" text NOT NULL,
	"file_name" text NOT NULL,
	"content_type" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone,
	"state" text DEFAULT 'received' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"judged_by" uuid,
	"judged_at" timestamp with time zone,
	CONSTRAINT "documents_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "documents_state" CHECK ("documents"."state" in ('received', 'under_verification', 'verified', 'rejected')),
	CONSTRAINT "documents_content_type" CHECK ("documents"."content_type" in ('application/pdf', 'image/jpeg', 'image/png')),
	CONSTRAINT "documents_fingerprint" CHECK ("documents"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "note_mentions" (
	"partner_id" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "note_mentions_partner_id_note_id_staff_id_pk" PRIMARY KEY("partner_id","note_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "notes_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "query_items" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"query_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"page" text,
	"field" text,
	"document_name" text,
	"before" text,
	"draft" text,
	"after" text,
	CONSTRAINT "query_items_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "query_items_position" UNIQUE("partner_id","query_id","position"),
	CONSTRAINT "query_items_kind" CHECK ("query_items"."kind" in ('field', 'document')),
	CONSTRAINT "query_items_names_its_thing" CHECK (("query_items"."kind" = 'field' and "query_items"."page" is not null and "query_items"."field" is not null) or ("query_items"."kind" = 'document' and "query_items"."document_name" is not null))
);
--> statement-breakpoint
CREATE TABLE "review_assignments" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"stage_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"way" text NOT NULL,
	"assigned_by" uuid,
	"assigned_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "review_assignments_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "review_assignments_once" UNIQUE("partner_id","application_id","stage_id","reviewer_id"),
	CONSTRAINT "review_assignments_state" CHECK ("review_assignments"."state" in ('open', 'done', 'removed', 'declined', 'closed')),
	CONSTRAINT "review_assignments_way" CHECK ("review_assignments"."way" in ('by_hand', 'evenly', 'by_rule'))
);
--> statement-breakpoint
CREATE TABLE "review_stages" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" jsonb NOT NULL,
	"scorecard_id" uuid,
	"is_blind" boolean DEFAULT false NOT NULL,
	"reviewers_wanted" integer DEFAULT 1 NOT NULL,
	"assignment_way" text DEFAULT 'by_hand' NOT NULL,
	"assignment_rules" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"days_to_review" integer,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_stages_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "review_stages_assignment_way" CHECK ("review_stages"."assignment_way" in ('by_hand', 'evenly', 'by_rule')),
	CONSTRAINT "review_stages_position_counts" CHECK ("review_stages"."position" > 0),
	CONSTRAINT "review_stages_reviewers_wanted" CHECK ("review_stages"."reviewers_wanted" between 1 and 10),
	CONSTRAINT "review_stages_days" CHECK ("review_stages"."days_to_review" is null or "review_stages"."days_to_review" between 1 and 365)
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"partner_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"stage_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"points" jsonb NOT NULL,
	"percent" double precision,
	"verdict" text,
	"comment" text DEFAULT '' NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	CONSTRAINT "reviews_partner_id_assignment_id_pk" PRIMARY KEY("partner_id","assignment_id"),
	CONSTRAINT "reviews_state" CHECK ("reviews"."state" in ('draft', 'submitted')),
	CONSTRAINT "reviews_verdict" CHECK ("reviews"."verdict" in ('admit', 'waitlist', 'deny')),
	CONSTRAINT "reviews_percent" CHECK ("reviews"."percent" is null or "reviews"."percent" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "scorecards" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"name" jsonb NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scorecards_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
ALTER TABLE "application_queries" ADD CONSTRAINT "application_queries_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria" ADD CONSTRAINT "criteria_partner_id_scorecard_id_scorecards_partner_id_id_fk" FOREIGN KEY ("partner_id","scorecard_id") REFERENCES "public"."scorecards"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_partner_id_query_item_id_query_items_partner_id_id_fk" FOREIGN KEY ("partner_id","query_item_id") REFERENCES "public"."query_items"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_mentions" ADD CONSTRAINT "note_mentions_partner_id_note_id_notes_partner_id_id_fk" FOREIGN KEY ("partner_id","note_id") REFERENCES "public"."notes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_mentions" ADD CONSTRAINT "note_mentions_partner_id_staff_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","staff_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_partner_id_author_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","author_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query_items" ADD CONSTRAINT "query_items_partner_id_query_id_application_queries_partner_id_id_fk" FOREIGN KEY ("partner_id","query_id") REFERENCES "public"."application_queries"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_assignments" ADD CONSTRAINT "review_assignments_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_assignments" ADD CONSTRAINT "review_assignments_partner_id_stage_id_review_stages_partner_id_id_fk" FOREIGN KEY ("partner_id","stage_id") REFERENCES "public"."review_stages"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_assignments" ADD CONSTRAINT "review_assignments_partner_id_reviewer_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","reviewer_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_stages" ADD CONSTRAINT "review_stages_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_stages" ADD CONSTRAINT "review_stages_partner_id_scorecard_id_scorecards_partner_id_id_fk" FOREIGN KEY ("partner_id","scorecard_id") REFERENCES "public"."scorecards"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_partner_id_assignment_id_review_assignments_partner_id_id_fk" FOREIGN KEY ("partner_id","assignment_id") REFERENCES "public"."review_assignments"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scorecards" ADD CONSTRAINT "scorecards_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_queries_by_application" ON "application_queries" USING btree ("partner_id","application_id","raised_at");--> statement-breakpoint
CREATE UNIQUE INDEX "application_queries_one_open" ON "application_queries" USING btree ("partner_id","application_id") WHERE "application_queries"."state" = 'open';--> statement-breakpoint
CREATE INDEX "documents_by_application" ON "documents" USING btree ("partner_id","application_id","uploaded_at");--> statement-breakpoint
CREATE INDEX "note_mentions_unread" ON "note_mentions" USING btree ("partner_id","staff_id","at") WHERE "note_mentions"."read_at" is null;--> statement-breakpoint
CREATE INDEX "notes_by_application" ON "notes" USING btree ("partner_id","application_id","at","id");--> statement-breakpoint
CREATE INDEX "review_assignments_queue" ON "review_assignments" USING btree ("partner_id","reviewer_id","state","due_at","id");--> statement-breakpoint
CREATE INDEX "review_assignments_by_stage" ON "review_assignments" USING btree ("partner_id","stage_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "review_stages_position" ON "review_stages" USING btree ("partner_id","intake_id","position") WHERE "review_stages"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "reviews_by_application" ON "reviews" USING btree ("partner_id","application_id");--> statement-breakpoint
CREATE INDEX "scorecards_by_intake" ON "scorecards" USING btree ("partner_id","intake_id");