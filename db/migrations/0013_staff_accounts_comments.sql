COMMENT ON TABLE "authenticators" IS 'A member of staff''s authenticator: the secret it shares with us, encrypted, and the newest accepted time step.';
--> statement-breakpoint
COMMENT ON TABLE "recovery_codes" IS 'A code for the day when the authenticator is lost: works once, kept as a hash.';
--> statement-breakpoint
COMMENT ON TABLE "staff_invitations" IS 'An invitation to work here: accepted once, by its link, before it runs out.';
