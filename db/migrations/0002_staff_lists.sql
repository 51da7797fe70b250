CREATE INDEX "accounts_by_email_start" ON "accounts" USING btree ("partner_id","email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "accounts_by_name_words" ON "accounts" USING gin (to_tsvector('simple', "full_name"));--> statement-breakpoint
CREATE INDEX "applicants_by_mobile_start" ON "applicants" USING btree ("partner_id","mobile" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "applications_by_state" ON "applications" USING btree ("partner_id","state","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "applications_by_number_start" ON "applications" USING btree ("partner_id","number" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "events_newest" ON "events" USING btree ("partner_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payment_orders_by_application" ON "payment_orders" USING btree ("partner_id","application_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "refunds_newest" ON "refunds" USING btree ("partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest" ON "webhook_deliveries" USING btree ("partner_id","received_at" DESC NULLS LAST,"id" DESC NULLS LAST);