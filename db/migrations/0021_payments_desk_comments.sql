COMMENT ON TABLE "coupons" IS 'A code that lowers the fee of one intake: by a share or by an amount, so many times, between two instants.';--> statement-breakpoint
COMMENT ON TABLE "coupon_uses" IS 'One application''s use of a coupon: held from the moment the code is typed, used once the fee is settled with it.';--> statement-breakpoint
COMMENT ON TABLE "fee_waivers" IS 'The fee is not asked of one application, and why; a waiver that was taken back stays to be read.';--> statement-breakpoint
COMMENT ON TABLE "offline_payments" IS 'Money that came outside the gateway: put in by one person, believed once another has looked at it.';--> statement-breakpoint
COMMENT ON TABLE "settlements" IS 'One payout of a gateway to the partner''s bank account.';--> statement-breakpoint
COMMENT ON TABLE "settlement_lines" IS 'One payment, refund or adjustment inside a payout.';--> statement-breakpoint
COMMENT ON TABLE "reconciliation_runs" IS 'One comparison of a gateway''s book with ours, for one day in India.';--> statement-breakpoint
COMMENT ON TABLE "reconciliation_exceptions" IS 'One thing that is out of step, until somebody has put it right or said why it may stand.';
