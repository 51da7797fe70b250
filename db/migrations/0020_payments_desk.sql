CREATE TABLE "coupon_uses" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"coupon_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"paise" integer NOT NULL,
	"state" text DEFAULT 'held' NOT NULL,
	"held_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "coupon_uses_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "coupon_uses_state" CHECK ("coupon_uses"."state" in ('held', 'used', 'released')),
	CONSTRAINT "coupon_uses_paise" CHECK ("coupon_uses"."paise" > 0)
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"code" text NOT NULL,
	"percent_off" integer,
	"paise_off" integer,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"created_by" uuid,
	"stopped_at" timestamp with time zone,
	"stopped_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coupons_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "coupons_code" UNIQUE("partner_id","code"),
	CONSTRAINT "coupons_one_discount" CHECK (("coupons"."percent_off" is null) <> ("coupons"."paise_off" is null)),
	CONSTRAINT "coupons_percent" CHECK ("coupons"."percent_off" between 1 and 100),
	CONSTRAINT "coupons_paise" CHECK ("coupons"."paise_off" > 0),
	CONSTRAINT "coupons_never_more" CHECK ("coupons"."uses" between 0 and "coupons"."max_uses"),
	CONSTRAINT "coupons_dates" CHECK ("coupons"."starts_at" < "coupons"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "fee_waivers" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"paise" integer NOT NULL,
	"coupon_use_id" uuid,
	"granted_by" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	"taken_back_by" uuid,
	"taken_back_at" timestamp with time zone,
	"taken_back_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fee_waivers_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "fee_waivers_kind" CHECK ("fee_waivers"."kind" in ('staff', 'coupon')),
	CONSTRAINT "fee_waivers_by_somebody" CHECK (("fee_waivers"."kind" = 'coupon') = ("fee_waivers"."coupon_use_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "offline_payments" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"method" text NOT NULL,
	"reference" text NOT NULL,
	"received_on" text NOT NULL,
	"paise" integer NOT NULL,
	"note" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision_note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offline_payments_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "offline_payments_method" CHECK ("offline_payments"."method" in ('cash', 'dd', 'neft', 'upi', 'card_machine')),
	CONSTRAINT "offline_payments_state" CHECK ("offline_payments"."state" in ('proposed', 'approved', 'rejected')),
	CONSTRAINT "offline_payments_paise" CHECK ("offline_payments"."paise" > 0),
	CONSTRAINT "offline_payments_second_person" CHECK ("offline_payments"."decided_by" <> "offline_payments"."recorded_by"),
	CONSTRAINT "offline_payments_decided" CHECK (("offline_payments"."state" = 'proposed') = ("offline_payments"."decided_by" is null))
);
--> statement-breakpoint
CREATE TABLE "reconciliation_exceptions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"application_id" uuid,
	"order_id" uuid,
	"gateway_payment_id" text,
	"gateway_refund_id" text,
	"ours_paise" integer,
	"theirs_paise" integer,
	"fix" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"owner_id" uuid,
	"note" text,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"last_fix_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reconciliation_exceptions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "reconciliation_exceptions_each_once" UNIQUE("partner_id","kind","subject"),
	CONSTRAINT "reconciliation_exceptions_kind" CHECK ("reconciliation_exceptions"."kind" in ('unknown_here', 'unknown_there', 'amount_differs', 'settled_differs', 'refund_unknown', 'paid_not_unlocked', 'settled_without_money', 'duplicate_not_refunded', 'not_settled_yet')),
	CONSTRAINT "reconciliation_exceptions_state" CHECK ("reconciliation_exceptions"."state" in ('open', 'fixed', 'closed', 'gone')),
	CONSTRAINT "reconciliation_exceptions_fix" CHECK ("reconciliation_exceptions"."fix" in ('ask_gateway', 'settle_again', 'import_refund', 'fetch_settlements', 'look'))
);
--> statement-breakpoint
CREATE TABLE "reconciliation_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"day" text NOT NULL,
	"state" text NOT NULL,
	"payments" integer DEFAULT 0 NOT NULL,
	"refunds" integer DEFAULT 0 NOT NULL,
	"lines" integer DEFAULT 0 NOT NULL,
	"exceptions" integer DEFAULT 0 NOT NULL,
	"error_kind" text,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reconciliation_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "reconciliation_runs_one_a_day" UNIQUE("partner_id","connection_id","day"),
	CONSTRAINT "reconciliation_runs_state" CHECK ("reconciliation_runs"."state" in ('running', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "settlement_lines" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"settlement_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"gateway_id" text NOT NULL,
	"gateway_payment_id" text,
	"gateway_order_id" text,
	"paise" integer NOT NULL,
	"fee_paise" integer NOT NULL,
	"tax_paise" integer NOT NULL,
	"net_paise" integer NOT NULL,
	"settled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "settlement_lines_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "settlement_lines_each_once" UNIQUE("partner_id","connection_id","gateway_id"),
	CONSTRAINT "settlement_lines_kind" CHECK ("settlement_lines"."kind" in ('payment', 'refund', 'adjustment', 'other'))
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"gateway_settlement_id" text NOT NULL,
	"utr" text,
	"net_paise" integer NOT NULL,
	"fee_paise" integer NOT NULL,
	"tax_paise" integer NOT NULL,
	"settled_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settlements_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "settlements_gateway_id" UNIQUE("partner_id","connection_id","gateway_settlement_id")
);
--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_one_per_payment";--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_state";--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_reason";--> statement-breakpoint
ALTER TABLE "receipts" ALTER COLUMN "order_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "receipts" ALTER COLUMN "gateway_payment_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "coupon_use_id" uuid;--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "offline_payment_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "amount_rule" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "policy" jsonb;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "requested_by" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "retries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_partner_id_coupon_id_coupons_partner_id_id_fk" FOREIGN KEY ("partner_id","coupon_id") REFERENCES "public"."coupons"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_partner_id_created_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","created_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_waivers" ADD CONSTRAINT "fee_waivers_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_waivers" ADD CONSTRAINT "fee_waivers_partner_id_coupon_use_id_coupon_uses_partner_id_id_fk" FOREIGN KEY ("partner_id","coupon_use_id") REFERENCES "public"."coupon_uses"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_waivers" ADD CONSTRAINT "fee_waivers_partner_id_granted_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","granted_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_waivers" ADD CONSTRAINT "fee_waivers_partner_id_taken_back_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","taken_back_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_payments" ADD CONSTRAINT "offline_payments_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_payments" ADD CONSTRAINT "offline_payments_partner_id_recorded_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","recorded_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_payments" ADD CONSTRAINT "offline_payments_partner_id_decided_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","decided_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_exceptions" ADD CONSTRAINT "reconciliation_exceptions_partner_id_run_id_reconciliation_runs_partner_id_id_fk" FOREIGN KEY ("partner_id","run_id") REFERENCES "public"."reconciliation_runs"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_exceptions" ADD CONSTRAINT "reconciliation_exceptions_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_exceptions" ADD CONSTRAINT "reconciliation_exceptions_partner_id_order_id_payment_orders_partner_id_id_fk" FOREIGN KEY ("partner_id","order_id") REFERENCES "public"."payment_orders"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_exceptions" ADD CONSTRAINT "reconciliation_exceptions_partner_id_owner_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","owner_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_exceptions" ADD CONSTRAINT "reconciliation_exceptions_partner_id_ended_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","ended_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_runs" ADD CONSTRAINT "reconciliation_runs_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_lines" ADD CONSTRAINT "settlement_lines_partner_id_settlement_id_settlements_partner_id_id_fk" FOREIGN KEY ("partner_id","settlement_id") REFERENCES "public"."settlements"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_uses_one_live" ON "coupon_uses" USING btree ("partner_id","application_id") WHERE "coupon_uses"."state" in ('held', 'used');--> statement-breakpoint
CREATE INDEX "coupon_uses_by_coupon" ON "coupon_uses" USING btree ("partner_id","coupon_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "coupons_newest" ON "coupons" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "fee_waivers_one_live" ON "fee_waivers" USING btree ("partner_id","application_id") WHERE "fee_waivers"."taken_back_at" is null;--> statement-breakpoint
CREATE INDEX "fee_waivers_newest" ON "fee_waivers" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "offline_payments_one_live" ON "offline_payments" USING btree ("partner_id","application_id") WHERE "offline_payments"."state" <> 'rejected';--> statement-breakpoint
CREATE UNIQUE INDEX "offline_payments_reference" ON "offline_payments" USING btree ("partner_id","method","reference") WHERE "offline_payments"."state" <> 'rejected';--> statement-breakpoint
CREATE INDEX "offline_payments_newest" ON "offline_payments" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconciliation_exceptions_newest" ON "reconciliation_exceptions" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconciliation_exceptions_by_application" ON "reconciliation_exceptions" USING btree ("partner_id","application_id");--> statement-breakpoint
CREATE INDEX "reconciliation_runs_newest" ON "reconciliation_runs" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "settlement_lines_by_settlement" ON "settlement_lines" USING btree ("partner_id","settlement_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_by_payment" ON "settlement_lines" USING btree ("partner_id","gateway_payment_id");--> statement-breakpoint
CREATE INDEX "settlements_newest" ON "settlements" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "settlements_by_utr" ON "settlements" USING btree ("partner_id","utr");--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_partner_id_coupon_use_id_coupon_uses_partner_id_id_fk" FOREIGN KEY ("partner_id","coupon_use_id") REFERENCES "public"."coupon_uses"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_partner_id_offline_payment_id_offline_payments_partner_id_id_fk" FOREIGN KEY ("partner_id","offline_payment_id") REFERENCES "public"."offline_payments"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_partner_id_requested_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","requested_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_partner_id_decided_by_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","decided_by") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_orders_newest" ON "payment_orders" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payments_newest" ON "payments" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payments_by_gateway_time" ON "payments" USING btree ("partner_id","gateway_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_found_once" ON "refunds" USING btree ("partner_id","gateway_payment_id") WHERE "refunds"."reason" in ('second_capture', 'amount_mismatch');--> statement-breakpoint
CREATE INDEX "refunds_by_payment" ON "refunds" USING btree ("partner_id","gateway_payment_id");--> statement-breakpoint
CREATE INDEX "refunds_by_application" ON "refunds" USING btree ("partner_id","application_id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_gateway_id" UNIQUE("partner_id","gateway_refund_id");--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_one_payment" CHECK (("receipts"."order_id" is null) = ("receipts"."gateway_payment_id" is null) and ("receipts"."order_id" is null) <> ("receipts"."offline_payment_id" is null));--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_paise" CHECK ("refunds"."paise" > 0);--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_second_person" CHECK ("refunds"."decided_by" <> "refunds"."requested_by");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_asked_by_somebody" CHECK (("refunds"."reason" = 'staff') = ("refunds"."requested_by" is not null));--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_state" CHECK ("refunds"."state" in ('proposed', 'queued', 'pending', 'processed', 'failed', 'rejected'));--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_reason" CHECK ("refunds"."reason" in ('second_capture', 'amount_mismatch', 'staff', 'found_at_gateway'));