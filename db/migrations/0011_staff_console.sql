ALTER TABLE "applications" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "intake_version_id" uuid;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "fee_waived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "stage_id" uuid;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "reviewer_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "review_score" double precision;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "has_open_query" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "decision_kind" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "decision_state" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "offer_state" text;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_decision_kind" CHECK ("applications"."decision_kind" in ('admit', 'waitlist', 'deny'));--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_decision_state" CHECK ("applications"."decision_state" in ('provisional', 'confirmed', 'released'));--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_offer_state" CHECK ("applications"."offer_state" in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn'));