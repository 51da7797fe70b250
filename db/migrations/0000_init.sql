CREATE SCHEMA "sandbox";
--> statement-breakpoint
CREATE TABLE "accounts" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"full_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"email_verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "accounts_email" UNIQUE("partner_id","email"),
	CONSTRAINT "accounts_kind" CHECK ("accounts"."kind" in ('applicant', 'staff')),
	CONSTRAINT "accounts_locale" CHECK ("accounts"."locale" in ('en', 'hi'))
);
--> statement-breakpoint
CREATE TABLE "applicants" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"mobile" text NOT NULL,
	"date_of_birth" text NOT NULL,
	CONSTRAINT "applicants_partner_id_account_id_pk" PRIMARY KEY("partner_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"notice_version" text NOT NULL,
	"language" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consents_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "email_codes" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"code_hash" text NOT NULL,
	"message_id" uuid,
	"tries_left" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "email_codes_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "email_codes_purpose" CHECK ("email_codes"."purpose" in ('verify_email', 'reset_password'))
);
--> statement-breakpoint
CREATE TABLE "parked_forms" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"form" text NOT NULL,
	"typed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "parked_forms_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "parked_forms_one_per_form" UNIQUE("partner_id","account_id","form")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"partner_id" uuid NOT NULL,
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"tries" integer NOT NULL,
	CONSTRAINT "rate_limits_partner_id_key_pk" PRIMARY KEY("partner_id","key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"user_agent" text,
	CONSTRAINT "sessions_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_partner_id_account_id_pk" PRIMARY KEY("partner_id","account_id"),
	CONSTRAINT "staff_role" CHECK ("staff"."role" in ('reviewer', 'admissions_officer', 'finance', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "application_pages" (
	"partner_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"page" text NOT NULL,
	"answers" jsonb NOT NULL,
	"completed_at" timestamp with time zone,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "application_pages_partner_id_application_id_page_pk" PRIMARY KEY("partner_id","application_id","page")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"intake_id" uuid NOT NULL,
	"applicant_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"submitted_at" timestamp with time zone,
	"fee_settled_at" timestamp with time zone,
	"recommendations_seen_at" timestamp with time zone,
	"review_started_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applications_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "applications_number" UNIQUE("partner_id","number"),
	CONSTRAINT "applications_one_per_intake" UNIQUE("partner_id","applicant_id","intake_id"),
	CONSTRAINT "applications_state" CHECK ("applications"."state" in ('draft', 'submitted', 'in_review', 'query_raised', 'decided', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"partner_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"programme_id" uuid NOT NULL,
	CONSTRAINT "preferences_partner_id_application_id_position_pk" PRIMARY KEY("partner_id","application_id","position"),
	CONSTRAINT "preferences_each_once" UNIQUE("partner_id","application_id","programme_id"),
	CONSTRAINT "preferences_position" CHECK ("preferences"."position" > 0)
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"attempt_no" integer NOT NULL,
	"email" text NOT NULL,
	"full_name" text NOT NULL,
	"mobile" text NOT NULL,
	"external_id" text,
	"progress" text DEFAULT 'not_started' NOT NULL,
	"result" text DEFAULT 'none' NOT NULL,
	"status_reason" text,
	"raw_status" text,
	"raw_status_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"duration_minutes" double precision,
	"last_progress_at" timestamp with time zone,
	"launched_at" timestamp with time zone,
	"last_asked_at" timestamp with time zone,
	"last_answered_at" timestamp with time zone,
	"next_ask_at" timestamp with time zone,
	"watched_at" timestamp with time zone,
	"asks" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error_kind" text,
	"outage_told_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attempts_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "attempts_number" UNIQUE("partner_id","application_id","attempt_no"),
	CONSTRAINT "attempts_progress" CHECK ("attempts"."progress" in ('not_started', 'in_progress', 'completed', 'abandoned', 'expired', 'failed')),
	CONSTRAINT "attempts_result" CHECK ("attempts"."result" in ('none', 'pending', 'partial', 'ready', 'unavailable'))
);
--> statement-breakpoint
CREATE TABLE "launches" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"outcome" text DEFAULT 'minting' NOT NULL,
	"error_kind" text,
	"clicked_at" timestamp with time zone NOT NULL,
	"minted_at" timestamp with time zone,
	"link_expires_at" timestamp with time zone,
	CONSTRAINT "launches_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "launches_outcome" CHECK ("launches"."outcome" in ('minting', 'minted', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "recommendations" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"course_name" text NOT NULL,
	"score" double precision,
	"rank" double precision,
	"raw" jsonb NOT NULL,
	"programme_id" uuid,
	"matched_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recommendations_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "recommendations_position" UNIQUE("partner_id","attempt_id","position")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"application_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"source" text NOT NULL,
	"detail" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "events_actor_kind" CHECK ("events"."actor_kind" in ('applicant', 'staff', 'system', 'provider', 'gateway', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "provider_calls" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"application_id" uuid,
	"attempt_id" uuid,
	"order_id" uuid,
	"direction" text NOT NULL,
	"purpose" text NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"request_body" text,
	"status" integer,
	"response_body" text,
	"duration_ms" integer,
	"error_kind" text,
	"conclusion" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_calls_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "provider_calls_direction" CHECK ("provider_calls"."direction" in ('out', 'in'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"dedupe_key" text NOT NULL,
	"template" text NOT NULL,
	"locale" text NOT NULL,
	"to_email" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"application_id" uuid,
	"state" text DEFAULT 'queued' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "messages_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "messages_dedupe" UNIQUE("partner_id","dedupe_key"),
	CONSTRAINT "messages_state" CHECK ("messages"."state" in ('queued', 'sent', 'failed')),
	CONSTRAINT "messages_locale" CHECK ("messages"."locale" in ('en', 'hi'))
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"provider" text NOT NULL,
	"label" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" text NOT NULL,
	"health" text DEFAULT 'untried' NOT NULL,
	"health_reason" text,
	"health_changed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connections_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "connections_label" UNIQUE("partner_id","label"),
	CONSTRAINT "connections_kind" CHECK ("connections"."kind" in ('assessment', 'payment')),
	CONSTRAINT "connections_health" CHECK ("connections"."health" in ('untried', 'healthy', 'unhealthy'))
);
--> statement-breakpoint
CREATE TABLE "intake_programmes" (
	"partner_id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "intake_programmes_partner_id_intake_id_programme_id_pk" PRIMARY KEY("partner_id","intake_id","programme_id")
);
--> statement-breakpoint
CREATE TABLE "intakes" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"session_year" integer NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"journey" jsonb NOT NULL,
	"fee_paise" integer,
	"refund_policy" jsonb NOT NULL,
	"assessment_connection_id" uuid,
	"payment_connection_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "intakes_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "intakes_code" UNIQUE("partner_id","code"),
	CONSTRAINT "intakes_dates_in_order" CHECK ("intakes"."opens_at" < "intakes"."closes_at"),
	CONSTRAINT "intakes_fee_positive" CHECK ("intakes"."fee_paise" is null or "intakes"."fee_paise" > 0)
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"tagline" jsonb NOT NULL,
	"brand" text NOT NULL,
	"hosts" text[] NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"is_sandbox" boolean DEFAULT false NOT NULL,
	"support_email" text NOT NULL,
	"grievance_officer" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "partners_slug_unique" UNIQUE("slug"),
	CONSTRAINT "partners_brand_is_hex" CHECK ("partners"."brand" ~ '^#[0-9a-fA-F]{6}$')
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "programmes_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "programmes_code" UNIQUE("partner_id","code")
);
--> statement-breakpoint
CREATE TABLE "payment_facts" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"gateway_payment_id" text NOT NULL,
	"state" text NOT NULL,
	"paise" integer NOT NULL,
	"currency" text NOT NULL,
	"method" text,
	"reason" text,
	"gateway_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_facts_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "payment_facts_each_once" UNIQUE("partner_id","gateway_payment_id","state","paise","currency"),
	CONSTRAINT "payment_facts_state" CHECK ("payment_facts"."state" in ('created', 'failed', 'authorized', 'captured', 'refunded')),
	CONSTRAINT "payment_facts_source" CHECK ("payment_facts"."source" in ('webhook', 'return', 'poll'))
);
--> statement-breakpoint
CREATE TABLE "payment_orders" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"receipt" text NOT NULL,
	"gateway_order_id" text,
	"paise" integer NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"state" text DEFAULT 'creating' NOT NULL,
	"return_token_hash" text NOT NULL,
	"refund_policy" jsonb NOT NULL,
	"sent_to_gateway_at" timestamp with time zone,
	"returned_at" timestamp with time zone,
	"return_claim" text,
	"checks" integer DEFAULT 0 NOT NULL,
	"last_checked_at" timestamp with time zone,
	"next_check_at" timestamp with time zone,
	"last_error_kind" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_orders_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "payment_orders_receipt" UNIQUE("partner_id","receipt"),
	CONSTRAINT "payment_orders_gateway_id" UNIQUE("partner_id","gateway_order_id"),
	CONSTRAINT "payment_orders_return_token" UNIQUE("partner_id","return_token_hash"),
	CONSTRAINT "payment_orders_state" CHECK ("payment_orders"."state" in ('creating', 'open', 'settled', 'closed')),
	CONSTRAINT "payment_orders_paise" CHECK ("payment_orders"."paise" > 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"gateway_payment_id" text NOT NULL,
	"state" text NOT NULL,
	"paise" integer NOT NULL,
	"currency" text NOT NULL,
	"method" text,
	"reason" text,
	"gateway_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "payments_gateway_id" UNIQUE("partner_id","gateway_payment_id"),
	CONSTRAINT "payments_state" CHECK ("payments"."state" in ('created', 'failed', 'authorized', 'captured', 'refunded'))
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"application_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"gateway_payment_id" text NOT NULL,
	"paise" integer NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "receipts_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "receipts_number" UNIQUE("partner_id","number"),
	CONSTRAINT "receipts_one_per_application" UNIQUE("partner_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"gateway_payment_id" text NOT NULL,
	"gateway_refund_id" text,
	"paise" integer NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "refunds_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "refunds_one_per_payment" UNIQUE("partner_id","gateway_payment_id"),
	CONSTRAINT "refunds_state" CHECK ("refunds"."state" in ('queued', 'pending', 'processed', 'failed')),
	CONSTRAINT "refunds_reason" CHECK ("refunds"."reason" in ('second_capture', 'amount_mismatch'))
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"signature_holds" boolean NOT NULL,
	"gateway_order_id" text,
	"body_redacted" text NOT NULL,
	"deliveries" integer DEFAULT 1 NOT NULL,
	"conclusion" text,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "webhook_deliveries_event" UNIQUE("partner_id","connection_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "sandbox"."deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"simulator" text NOT NULL,
	"url" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."records" (
	"simulator" text NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "records_simulator_kind_id_pk" PRIMARY KEY("simulator","kind","id")
);
--> statement-breakpoint
CREATE TABLE "sandbox"."settings" (
	"id" integer PRIMARY KEY NOT NULL,
	"clock_offset_seconds" integer DEFAULT 0 NOT NULL,
	"faults" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"world_id" uuid
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applicants" ADD CONSTRAINT "applicants_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_codes" ADD CONSTRAINT "email_codes_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_forms" ADD CONSTRAINT "parked_forms_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_pages" ADD CONSTRAINT "application_pages_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_partner_id_applicant_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","applicant_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_partner_id_programme_id_programmes_partner_id_id_fk" FOREIGN KEY ("partner_id","programme_id") REFERENCES "public"."programmes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launches" ADD CONSTRAINT "launches_partner_id_attempt_id_attempts_partner_id_id_fk" FOREIGN KEY ("partner_id","attempt_id") REFERENCES "public"."attempts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_partner_id_attempt_id_attempts_partner_id_id_fk" FOREIGN KEY ("partner_id","attempt_id") REFERENCES "public"."attempts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_partner_id_programme_id_programmes_partner_id_id_fk" FOREIGN KEY ("partner_id","programme_id") REFERENCES "public"."programmes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_programmes" ADD CONSTRAINT "intake_programmes_partner_id_intake_id_intakes_partner_id_id_fk" FOREIGN KEY ("partner_id","intake_id") REFERENCES "public"."intakes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_programmes" ADD CONSTRAINT "intake_programmes_partner_id_programme_id_programmes_partner_id_id_fk" FOREIGN KEY ("partner_id","programme_id") REFERENCES "public"."programmes"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_partner_id_assessment_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","assessment_connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_partner_id_payment_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","payment_connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_facts" ADD CONSTRAINT "payment_facts_partner_id_order_id_payment_orders_partner_id_id_fk" FOREIGN KEY ("partner_id","order_id") REFERENCES "public"."payment_orders"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_partner_id_order_id_payment_orders_partner_id_id_fk" FOREIGN KEY ("partner_id","order_id") REFERENCES "public"."payment_orders"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_partner_id_order_id_payment_orders_partner_id_id_fk" FOREIGN KEY ("partner_id","order_id") REFERENCES "public"."payment_orders"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_partner_id_application_id_applications_partner_id_id_fk" FOREIGN KEY ("partner_id","application_id") REFERENCES "public"."applications"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_partner_id_order_id_payment_orders_partner_id_id_fk" FOREIGN KEY ("partner_id","order_id") REFERENCES "public"."payment_orders"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applicants_by_mobile" ON "applicants" USING btree ("partner_id","mobile");--> statement-breakpoint
CREATE INDEX "consents_by_account" ON "consents" USING btree ("partner_id","account_id");--> statement-breakpoint
CREATE INDEX "email_codes_by_account" ON "email_codes" USING btree ("partner_id","account_id","purpose","created_at");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("partner_id","account_id");--> statement-breakpoint
CREATE INDEX "applications_newest" ON "applications" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "applications_by_intake" ON "applications" USING btree ("partner_id","intake_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "attempts_due" ON "attempts" USING btree ("next_ask_at") WHERE "attempts"."next_ask_at" is not null;--> statement-breakpoint
CREATE INDEX "launches_by_attempt" ON "launches" USING btree ("partner_id","attempt_id","clicked_at");--> statement-breakpoint
CREATE INDEX "recommendations_unmatched" ON "recommendations" USING btree ("partner_id","course_name") WHERE "recommendations"."programme_id" is null;--> statement-breakpoint
CREATE INDEX "events_by_application" ON "events" USING btree ("partner_id","application_id","at","id");--> statement-breakpoint
CREATE INDEX "provider_calls_newest" ON "provider_calls" USING btree ("partner_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "provider_calls_by_application" ON "provider_calls" USING btree ("partner_id","application_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_queued" ON "messages" USING btree ("created_at") WHERE "messages"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "intake_programmes_by_programme" ON "intake_programmes" USING btree ("partner_id","programme_id");--> statement-breakpoint
CREATE UNIQUE INDEX "partners_one_default" ON "partners" USING btree ("is_default") WHERE "partners"."is_default";--> statement-breakpoint
CREATE INDEX "payment_facts_by_order" ON "payment_facts" USING btree ("partner_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_orders_one_open" ON "payment_orders" USING btree ("partner_id","application_id") WHERE "payment_orders"."state" in ('creating', 'open');--> statement-breakpoint
CREATE INDEX "payment_orders_due" ON "payment_orders" USING btree ("next_check_at") WHERE "payment_orders"."next_check_at" is not null;--> statement-breakpoint
CREATE INDEX "payments_by_order" ON "payments" USING btree ("partner_id","order_id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "sandbox"."deliveries" USING btree ("due_at");