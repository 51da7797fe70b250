COMMENT ON TABLE "accounts" IS 'Someone who can sign in at one partner: an applicant or a member of staff.';
--> statement-breakpoint
COMMENT ON TABLE "applicants" IS 'The person behind an applicant''s account: what registration asked.';
--> statement-breakpoint
COMMENT ON TABLE "staff" IS 'One of the partner''s people, with the role that says what they may do.';
--> statement-breakpoint
COMMENT ON TABLE "sessions" IS 'One signed-in browser; the cookie holds only this row''s id. Checked on every request.';
--> statement-breakpoint
COMMENT ON TABLE "email_codes" IS 'A six-digit code sent by e-mail: single use, short-lived, limited tries. Only its hash is kept.';
--> statement-breakpoint
COMMENT ON TABLE "consents" IS 'One act of consent, given to one version of the notice in one language. Never changed.';
--> statement-breakpoint
COMMENT ON TABLE "parked_forms" IS 'A form posted with an expired session, kept for its owner until they have signed in again. Answers are encrypted.';
--> statement-breakpoint
COMMENT ON TABLE "rate_limits" IS 'Tries counted in one window of time, for throttling: per account, per address, per action.';
--> statement-breakpoint
COMMENT ON TABLE "applications" IS 'One applicant''s request to one intake.';
--> statement-breakpoint
COMMENT ON TABLE "application_pages" IS 'What an applicant has typed on one page of the form: drafts and final answers alike.';
--> statement-breakpoint
COMMENT ON TABLE "preferences" IS 'A programme the applicant asks for, in order: position 1 is the first choice.';
--> statement-breakpoint
COMMENT ON TABLE "attempts" IS 'One sitting of an application''s assessment.';
--> statement-breakpoint
COMMENT ON TABLE "launches" IS 'One click that minted, or tried to mint, one start link. The link itself is never kept.';
--> statement-breakpoint
COMMENT ON TABLE "recommendations" IS 'A course the provider suggested after an attempt, in its wording and order, with the programme it means here.';
--> statement-breakpoint
COMMENT ON TABLE "events" IS 'What happened: written in the transaction that did it, never changed. The applicant''s timeline and the audit log are views of it.';
--> statement-breakpoint
COMMENT ON TABLE "provider_calls" IS 'One exchange with a provider or gateway, redacted: the integration log.';
--> statement-breakpoint
COMMENT ON TABLE "messages" IS 'One e-mail: written in the transaction that causes it, sent by the worker.';
--> statement-breakpoint
COMMENT ON TABLE "partners" IS 'The institution that runs the portal; every other row hangs on one.';
--> statement-breakpoint
COMMENT ON TABLE "connections" IS 'A partner''s credentials and settings with one outside system.';
--> statement-breakpoint
COMMENT ON TABLE "programmes" IS 'What one applies to.';
--> statement-breakpoint
COMMENT ON TABLE "intakes" IS 'Session, programmes, dates, journey, fee and assessment that an application goes to.';
--> statement-breakpoint
COMMENT ON TABLE "intake_programmes" IS 'A programme offered in an intake.';
--> statement-breakpoint
COMMENT ON TABLE "payment_orders" IS 'A gateway order for one application''s fee; many tries may pay it, one settles it.';
--> statement-breakpoint
COMMENT ON TABLE "payments" IS 'One try at paying an order, as far as the facts have brought it.';
--> statement-breakpoint
COMMENT ON TABLE "payment_facts" IS 'One thing the gateway said about one payment: append-only; the ledger is reduced from these rows.';
--> statement-breakpoint
COMMENT ON TABLE "webhook_deliveries" IS 'One webhook as it arrived; a hint that makes us ask the gateway. Rejected ones are kept too.';
--> statement-breakpoint
COMMENT ON TABLE "receipts" IS 'Proof that an application''s fee is settled: one per application, made in the transaction that unlocks.';
--> statement-breakpoint
COMMENT ON TABLE "refunds" IS 'Money to go back to the applicant: a second capture, or a capture of the wrong amount.';
--> statement-breakpoint
COMMENT ON TABLE "sandbox"."records" IS 'One record in one simulator''s own memory.';
--> statement-breakpoint
COMMENT ON TABLE "sandbox"."deliveries" IS 'A call a fake vendor still has to make to us.';
--> statement-breakpoint
COMMENT ON TABLE "sandbox"."settings" IS 'One row: how far the sandbox clock is ahead, and the fault chosen per simulator.';
