ALTER TABLE "staff_invitations" DROP CONSTRAINT "staff_invitations_token";--> statement-breakpoint
ALTER TABLE "staff_invitations" DROP COLUMN "token_hash";