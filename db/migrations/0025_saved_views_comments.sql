COMMENT ON TABLE "saved_views" IS 'A list of staff''s as somebody wants to see it again: its filter, its order and its columns under a name.';
--> statement-breakpoint
COMMENT ON TABLE "default_views" IS 'The view that a list opens with for one member of staff.';
--> statement-breakpoint
COMMENT ON TABLE "view_layouts" IS 'How one member of staff has arranged a view for themselves: columns in order, and how close the rows stand.';
