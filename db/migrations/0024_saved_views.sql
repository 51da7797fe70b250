CREATE TABLE "default_views" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"list" text NOT NULL,
	"view_id" uuid NOT NULL,
	CONSTRAINT "default_views_partner_id_account_id_list_pk" PRIMARY KEY("partner_id","account_id","list")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"partner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"list" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"columns" text[],
	"shared_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "saved_views_name" UNIQUE("partner_id","owner_id","list","name")
);
--> statement-breakpoint
CREATE TABLE "view_layouts" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"list" text NOT NULL,
	"view" text NOT NULL,
	"columns" text[] NOT NULL,
	"is_dense" boolean NOT NULL,
	CONSTRAINT "view_layouts_partner_id_account_id_list_view_pk" PRIMARY KEY("partner_id","account_id","list","view")
);
--> statement-breakpoint
ALTER TABLE "default_views" ADD CONSTRAINT "default_views_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "default_views" ADD CONSTRAINT "default_views_partner_id_view_id_saved_views_partner_id_id_fk" FOREIGN KEY ("partner_id","view_id") REFERENCES "public"."saved_views"("partner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_partner_id_owner_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","owner_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_layouts" ADD CONSTRAINT "view_layouts_partner_id_account_id_accounts_partner_id_id_fk" FOREIGN KEY ("partner_id","account_id") REFERENCES "public"."accounts"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "default_views_by_view" ON "default_views" USING btree ("partner_id","view_id");--> statement-breakpoint
CREATE INDEX "saved_views_by_list" ON "saved_views" USING btree ("partner_id","list","created_at");