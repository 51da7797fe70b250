COMMENT ON TABLE "application_facet_sums" IS 'How many of a partner''s applications share one tuple of facets, the programme apart.';
--> statement-breakpoint
DROP INDEX refunds_by_gateway_id;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION add_up_application_facets(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE taken_rows integer;
BEGIN
  -- One at a time; a second one has nothing to do.
  IF NOT pg_try_advisory_xact_lock(hashtextextended('application_facets', 0)) THEN
    RETURN 0;
  END IF;
  WITH taken AS (
    DELETE FROM application_facet_changes
    WHERE (partner_id, id) IN (SELECT partner_id, id FROM application_facet_changes ORDER BY partner_id, id LIMIT most)
    RETURNING *),
  added AS (
    INSERT INTO application_facets AS f (partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count)
    SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, sum(count) FROM taken GROUP BY partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query HAVING sum(count) <> 0 ORDER BY partner_id, facet
    ON CONFLICT (partner_id, facet) DO UPDATE SET count = f.count + excluded.count),
  summed AS (
    INSERT INTO application_facet_sums AS f (partner_id, facet, intake_id, version_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count)
    SELECT partner_id, hashtextextended(concat_ws('|', coalesce(intake_id::text, '-'), coalesce(version_id::text, '-'), coalesce(state::text, '-'), coalesce(is_submitted::text, '-'), coalesce(step::text, '-'), coalesce(fee_state::text, '-'), coalesce(progress::text, '-'), coalesce(result::text, '-'), coalesce(is_failing::text, '-'), coalesce(stage_id::text, '-'), coalesce(is_assigned::text, '-'), coalesce(decision_kind::text, '-'), coalesce(decision_state::text, '-'), coalesce(offer_state::text, '-'), coalesce(has_open_query::text, '-')), 0), intake_id, version_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, sum(count) FROM taken GROUP BY partner_id, intake_id, version_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query HAVING sum(count) <> 0
    ON CONFLICT (partner_id, facet) DO UPDATE SET count = f.count + excluded.count)
  SELECT count(id) INTO taken_rows FROM taken;
  IF taken_rows > 0 THEN
    DELETE FROM application_facets WHERE count = 0;
    DELETE FROM application_facet_sums WHERE count = 0;
  END IF;
  RETURN taken_rows;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION recount_application_facets(of_partner uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE tuples integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('application_facets', 0));
  LOCK TABLE application_cards IN EXCLUSIVE MODE;
  DELETE FROM application_facet_changes WHERE partner_id = of_partner;
  DELETE FROM application_facets WHERE partner_id = of_partner;
  DELETE FROM application_facet_sums WHERE partner_id = of_partner;
  INSERT INTO application_facets (partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count)
    SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count(facet) FROM application_cards WHERE partner_id = of_partner GROUP BY partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query;
  GET DIAGNOSTICS tuples = ROW_COUNT;
  INSERT INTO application_facet_sums (partner_id, facet, intake_id, version_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count)
    SELECT partner_id, hashtextextended(concat_ws('|', coalesce(intake_id::text, '-'), coalesce(version_id::text, '-'), coalesce(state::text, '-'), coalesce(is_submitted::text, '-'), coalesce(step::text, '-'), coalesce(fee_state::text, '-'), coalesce(progress::text, '-'), coalesce(result::text, '-'), coalesce(is_failing::text, '-'), coalesce(stage_id::text, '-'), coalesce(is_assigned::text, '-'), coalesce(decision_kind::text, '-'), coalesce(decision_state::text, '-'), coalesce(offer_state::text, '-'), coalesce(has_open_query::text, '-')), 0), intake_id, version_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, sum(count) FROM application_facets WHERE partner_id = of_partner GROUP BY partner_id, intake_id, version_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query;
  RETURN tuples;
END $$;
--> statement-breakpoint
SELECT recount_application_facets(id) FROM partners;
