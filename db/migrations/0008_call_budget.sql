DROP INDEX "call_slots_free";--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "shrunk_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "bulk_waits_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "failing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_budgets" ADD COLUMN "trial_lease" uuid;--> statement-breakpoint
ALTER TABLE "call_slots" ADD COLUMN "before_by" text;--> statement-breakpoint
ALTER TABLE "call_slots" ADD COLUMN "before_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_slots" ADD COLUMN "is_parked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "call_slots" ADD CONSTRAINT "call_slots_before_by" CHECK ("call_slots"."before_by" in ('person', 'sweep', 'bulk'));