CREATE FUNCTION overall_percent(sheet jsonb) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    (jsonb_path_query_first(line, '$.scores[*] ? (@.scale == "percent")') ->> 'value')::double precision,
    (SELECT round((100 * (points ->> 'value')::numeric / (points ->> 'outOf')::numeric), 2)::double precision
      FROM jsonb_path_query_first(line, '$.scores[*] ? (@.scale == "points")') AS points
      WHERE (points ->> 'outOf')::numeric > 0))
  FROM jsonb_path_query_first(sheet, '$.lines[*] ? (@.level == "overall" && @.isVerification == false)') AS line
$$;
--> statement-breakpoint
COMMENT ON FUNCTION overall_percent IS 'The mark of a whole test in percent; points count as the share of their maximum. Null when there is neither.';
--> statement-breakpoint
CREATE FUNCTION counting_attempt(of_partner uuid, of_application uuid, rule text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH own AS (
    SELECT id, attempt_no, connection_id, test_id, progress = 'completed' AS is_finished,
      progress = 'completed' AND result = 'ready' AS is_ready,
      jsonb_path_query_first(scores, '$.lines[*] ? (@.level == "overall" && @.isVerification == false)') AS line
    FROM attempts WHERE partner_id = of_partner AND application_id = of_application),
  candidates AS (
    SELECT * FROM own WHERE CASE WHEN (SELECT bool_or(is_ready) FROM own) THEN is_ready ELSE is_finished END),
  marks AS (
    SELECT c.id, c.attempt_no, scale.place,
      CASE WHEN scale.name = 'points' THEN CASE WHEN (score ->> 'outOf')::numeric > 0
        THEN (score ->> 'value')::numeric / (score ->> 'outOf')::numeric END ELSE (score ->> 'value')::numeric END AS mark
    FROM candidates c
    CROSS JOIN unnest(ARRAY['percent', 'percentile', 'ten', 'sten', 't', 'z', 'points']) WITH ORDINALITY AS scale(name, place)
    CROSS JOIN LATERAL jsonb_path_query_first(c.line, '$.scores[*] ? (@.scale == $name)', jsonb_build_object('name', scale.name)) AS score
    WHERE rule = 'best' AND (SELECT count(DISTINCT (connection_id, coalesce(test_id, '')))  FROM candidates) = 1),
  best AS (
    SELECT id FROM marks
    WHERE place = (SELECT min(place) FROM (SELECT place FROM marks GROUP BY place
      HAVING count(mark) = (SELECT count(id) FROM candidates)) AS comparable)
    ORDER BY mark DESC, attempt_no DESC LIMIT 1)
  SELECT coalesce(
    (SELECT id FROM best),
    (SELECT id FROM candidates ORDER BY CASE WHEN rule = 'first' THEN attempt_no ELSE -attempt_no END LIMIT 1),
    (SELECT id FROM own ORDER BY attempt_no DESC LIMIT 1))
$$;
--> statement-breakpoint
COMMENT ON FUNCTION counting_attempt IS 'The attempt whose result counts, as countingAttempt in lib/domain/assessments/counting.ts chooses it.';
--> statement-breakpoint
CREATE VIEW application_card_source AS
SELECT
  a.partner_id, a.id AS application_id, a.number, a.applicant_id,
  person.full_name, lower(person.full_name) AS name_key, person.email, contact.mobile, person.locale,
  hashtextextended(concat_ws('|', a.intake_id, coalesce(a.intake_version_id::text, '-'), coalesce(choice.programme_id::text, '-'),
    a.state, a.submitted_at IS NOT NULL, stands.step, fee.state, coalesce(newest.progress, '-'), coalesce(newest.result, '-'),
    newest.last_error_kind IS NOT NULL, coalesce(a.stage_id::text, '-'), a.reviewer_ids <> '{}', coalesce(a.decision_kind, '-'),
    coalesce(a.decision_state, '-'), coalesce(a.offer_state, '-'), a.has_open_query), 0) AS facet,
  a.intake_id, a.intake_version_id AS version_id, choice.programme_id,
  a.state, a.submitted_at IS NOT NULL AS is_submitted, stands.step, fee.state AS fee_state,
  newest.progress, newest.result, newest.last_error_kind IS NOT NULL AS is_failing,
  a.stage_id, a.reviewer_ids <> '{}' AS is_assigned, a.decision_kind, a.decision_state, a.offer_state, a.has_open_query,
  fee.checking_until, stands.at_fee AND fee.checking_until IS NOT NULL AS stands_at_fee, newest.last_error_kind,
  CASE WHEN newest.attempt_no = 1 THEN overall_percent(newest.scores) WHEN newest.id IS NOT NULL THEN
    (SELECT overall_percent(counting.scores) FROM attempts AS counting
      WHERE counting.partner_id = a.partner_id AND counting.id = counting_attempt(a.partner_id, a.id, terms.counting)) END AS score_percent,
  a.reviewer_ids, a.review_score, a.created_at, a.submitted_at,
  greatest(a.created_at, a.submitted_at, a.fee_settled_at, a.fee_waived_at, a.review_started_at, a.decided_at, a.withdrawn_at,
    (SELECT max(e.at) FROM events AS e WHERE e.partner_id = a.partner_id AND e.application_id = a.id)) AS updated_at
FROM applications AS a
JOIN intakes AS i ON i.partner_id = a.partner_id AND i.id = a.intake_id
LEFT JOIN intake_versions AS v ON v.partner_id = a.partner_id AND v.id = a.intake_version_id
JOIN accounts AS person ON person.partner_id = a.partner_id AND person.id = a.applicant_id
JOIN applicants AS contact ON contact.partner_id = a.partner_id AND contact.account_id = a.applicant_id
LEFT JOIN LATERAL (
  SELECT p.programme_id FROM preferences AS p WHERE p.partner_id = a.partner_id AND p.application_id = a.id
  ORDER BY p.position LIMIT 1) AS choice ON true
CROSS JOIN LATERAL (SELECT
  coalesce(v.content -> 'journey', i.journey) -> 'steps' AS steps,
  coalesce(v.content ->> 'countingAttempt', i.counting_attempt) AS counting,
  coalesce(
    (SELECT (rule.line ->> 'paise')::int
      FROM jsonb_array_elements(CASE WHEN v.content IS NULL THEN i.fee_rules ELSE v.content -> 'feeRules' END) WITH ORDINALITY AS rule(line, place)
      WHERE rule.line ->> 'value' = CASE rule.line ->> 'by' WHEN 'programme' THEN choice.programme_id::text
        ELSE (SELECT personal.answers ->> 'category' FROM application_pages AS personal
          WHERE personal.partner_id = a.partner_id AND personal.application_id = a.id AND personal.page = 'personal') END
      ORDER BY rule.place LIMIT 1),
    CASE WHEN v.content IS NULL THEN i.fee_paise ELSE (v.content ->> 'feePaise')::int END, 0) AS fee_paise) AS terms
LEFT JOIN LATERAL (
  SELECT t.id, t.attempt_no, t.progress, t.result, t.last_error_kind, t.scores FROM attempts AS t
  WHERE t.partner_id = a.partner_id AND t.application_id = a.id ORDER BY t.attempt_no DESC LIMIT 1) AS newest ON true
LEFT JOIN LATERAL (
  SELECT t.progress = 'completed' AS is_finished, t.progress = 'completed' AND t.result IN ('ready', 'unavailable') AS is_answered,
    t.progress IN ('in_progress', 'abandoned') OR (t.progress = 'not_started' AND t.launched_at IS NOT NULL) AS is_under_way
  FROM attempts AS t WHERE t.partner_id = a.partner_id AND t.application_id = a.id
  ORDER BY (t.progress = 'completed' AND t.result IN ('ready', 'unavailable')) DESC, (t.progress = 'completed') DESC, t.attempt_no DESC
  LIMIT 1) AS deciding ON newest.id IS NOT NULL
CROSS JOIN LATERAL (SELECT newest.id IS NOT NULL AND EXISTS (
  SELECT 1 FROM attempts AS t JOIN recommendations AS r ON r.partner_id = t.partner_id AND r.attempt_id = t.id
  WHERE t.partner_id = a.partner_id AND t.application_id = a.id) AS exist) AS courses
LEFT JOIN LATERAL (
  SELECT
    CASE WHEN bool_or(f.is_captured AND f.is_exact) THEN 'checking'
      WHEN bool_or(f.is_captured AND NOT f.is_exact AND f.rank = 4) THEN 'mismatch'
      WHEN bool_or(f.rank = 3) THEN 'checking'
      WHEN o.state = 'creating' AND count(f.rank) = 0 THEN 'none' ELSE 'open' END AS at_rest,
    greatest(
      max(f.first_at + interval '1200 seconds') FILTER (WHERE f.rank = 1),
      CASE WHEN coalesce(o.returned_at < o.sent_to_gateway_at, true)
        AND NOT coalesce(bool_or(f.first_at >= o.sent_to_gateway_at - interval '5 seconds'
          AND (o.returned_at IS NULL OR f.first_at > o.returned_at)), false)
        THEN o.sent_to_gateway_at + interval '180 seconds' END) AS until
  FROM (
    SELECT * FROM payment_orders AS own WHERE own.partner_id = a.partner_id AND own.application_id = a.id
    ORDER BY own.created_at DESC LIMIT 1) AS o
  LEFT JOIN LATERAL (
    SELECT max(array_position(ARRAY['created', 'failed', 'authorized', 'captured', 'refunded'], fact.state)) AS rank,
      min(fact.gateway_at) AS first_at, bool_or(fact.state = 'captured') AS is_captured,
      bool_and(fact.state <> 'captured' OR (fact.paise = o.paise AND fact.currency = 'INR')) AS is_exact
    FROM payment_facts AS fact WHERE fact.partner_id = o.partner_id AND fact.order_id = o.id
    GROUP BY fact.gateway_payment_id) AS f ON true
  GROUP BY o.id, o.state, o.sent_to_gateway_at, o.returned_at) AS paying
  ON a.fee_settled_at IS NULL AND a.fee_waived_at IS NULL
CROSS JOIN LATERAL (SELECT
  CASE WHEN a.fee_settled_at IS NOT NULL THEN 'settled'
    WHEN a.fee_waived_at IS NOT NULL THEN 'waived'
    WHEN paying.at_rest IN ('checking', 'mismatch') THEN paying.at_rest
    WHEN terms.fee_paise <= 0 THEN 'none'
    WHEN paying.at_rest = 'open' THEN 'open' ELSE 'due' END AS state,
  CASE WHEN paying.at_rest NOT IN ('checking', 'mismatch') THEN paying.until END AS checking_until) AS fee
CROSS JOIN LATERAL (
  SELECT
    CASE WHEN a.state IN ('withdrawn', 'decided') THEN a.state
      WHEN a.review_started_at IS NOT NULL OR a.state IN ('in_review', 'query_raised') THEN 'in_review'
      ELSE CASE (array_agg(own.kind ORDER BY own.place) FILTER (WHERE own.is_first))[1]
        WHEN 'verify_email' THEN 'email_unverified'
        WHEN 'assessment' THEN CASE WHEN deciding.is_finished THEN 'result_awaited'
          WHEN deciding.is_under_way THEN 'assessment_under_way' ELSE 'assessment_due' END
        WHEN 'form' THEN CASE WHEN courses.exist AND a.recommendations_seen_at IS NULL
            AND min(own.place) FILTER (WHERE own.kind = 'recommendations') < min(own.place) FILTER (WHERE own.kind = 'form')
            AND NOT EXISTS (SELECT 1 FROM application_pages AS g WHERE g.partner_id = a.partner_id AND g.application_id = a.id)
          THEN 'courses_waiting' ELSE 'form' END
        WHEN 'fee' THEN CASE fee.state WHEN 'checking' THEN 'fee_checking' WHEN 'mismatch' THEN 'fee_mismatch' ELSE 'fee_due' END
        ELSE 'review_due' END
      END AS step,
    a.state NOT IN ('withdrawn', 'decided', 'in_review', 'query_raised') AND a.review_started_at IS NULL
      AND coalesce(min(own.place) FILTER (WHERE own.kind = 'fee')
        <= coalesce(min(own.place) FILTER (WHERE own.is_first), 1000), false) AS at_fee
  FROM (
    SELECT step.kind, step.place, CASE step.kind
      WHEN 'verify_email' THEN person.email_verified_at IS NULL
      WHEN 'assessment' THEN NOT coalesce(deciding.is_answered OR (deciding.is_finished AND courses.exist), false)
      WHEN 'form' THEN a.submitted_at IS NULL
      WHEN 'fee' THEN fee.state IN ('due', 'open', 'checking', 'mismatch')
      ELSE false END AS is_first
    FROM jsonb_array_elements_text(terms.steps) WITH ORDINALITY AS step(kind, place)) AS own) AS stands;
--> statement-breakpoint
COMMENT ON VIEW application_card_source IS 'What every card must say: the one definition, for one application or for all of them.';
--> statement-breakpoint
CREATE FUNCTION write_application_cards(of_partners uuid[], ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE written integer;
BEGIN
  -- Locked first and read afterwards, in one order: whoever waits here reads what the one before has committed.
  PERFORM 1 FROM application_cards AS c
    JOIN unnest(of_partners, ids) AS due(partner_id, application_id) USING (partner_id, application_id)
    ORDER BY c.partner_id, c.application_id FOR UPDATE OF c;
  INSERT INTO application_cards AS c (partner_id, application_id, number, applicant_id, full_name, name_key, email, mobile, locale, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, checking_until, stands_at_fee, last_error_kind, score_percent, reviewer_ids, review_score, created_at, submitted_at, updated_at)
  SELECT s.partner_id, s.application_id, s.number, s.applicant_id, s.full_name, s.name_key, s.email, s.mobile, s.locale, s.facet, s.intake_id, s.version_id, s.programme_id, s.state, s.is_submitted, s.step, s.fee_state, s.progress, s.result, s.is_failing, s.stage_id, s.is_assigned, s.decision_kind, s.decision_state, s.offer_state, s.has_open_query, s.checking_until, s.stands_at_fee, s.last_error_kind, s.score_percent, s.reviewer_ids, s.review_score, s.created_at, s.submitted_at, s.updated_at FROM unnest(of_partners, ids) AS due(partner_id, application_id)
    JOIN application_card_source AS s USING (partner_id, application_id)
    ORDER BY s.partner_id, s.application_id
  ON CONFLICT (partner_id, application_id) DO UPDATE SET (number, applicant_id, full_name, name_key, email, mobile, locale, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, checking_until, stands_at_fee, last_error_kind, score_percent, reviewer_ids, review_score, created_at, submitted_at, updated_at) = ROW(excluded.number, excluded.applicant_id, excluded.full_name, excluded.name_key, excluded.email, excluded.mobile, excluded.locale, excluded.facet, excluded.intake_id, excluded.version_id, excluded.programme_id, excluded.state, excluded.is_submitted, excluded.step, excluded.fee_state, excluded.progress, excluded.result, excluded.is_failing, excluded.stage_id, excluded.is_assigned, excluded.decision_kind, excluded.decision_state, excluded.offer_state, excluded.has_open_query, excluded.checking_until, excluded.stands_at_fee, excluded.last_error_kind, excluded.score_percent, excluded.reviewer_ids, excluded.review_score, excluded.created_at, excluded.submitted_at, excluded.updated_at)
    WHERE (c.number, c.applicant_id, c.full_name, c.name_key, c.email, c.mobile, c.locale, c.facet, c.intake_id, c.version_id, c.programme_id, c.state, c.is_submitted, c.step, c.fee_state, c.progress, c.result, c.is_failing, c.stage_id, c.is_assigned, c.decision_kind, c.decision_state, c.offer_state, c.has_open_query, c.checking_until, c.stands_at_fee, c.last_error_kind, c.score_percent, c.reviewer_ids, c.review_score, c.created_at, c.submitted_at, c.updated_at) IS DISTINCT FROM (excluded.number, excluded.applicant_id, excluded.full_name, excluded.name_key, excluded.email, excluded.mobile, excluded.locale, excluded.facet, excluded.intake_id, excluded.version_id, excluded.programme_id, excluded.state, excluded.is_submitted, excluded.step, excluded.fee_state, excluded.progress, excluded.result, excluded.is_failing, excluded.stage_id, excluded.is_assigned, excluded.decision_kind, excluded.decision_state, excluded.offer_state, excluded.has_open_query, excluded.checking_until, excluded.stands_at_fee, excluded.last_error_kind, excluded.score_percent, excluded.reviewer_ids, excluded.review_score, excluded.created_at, excluded.submitted_at, excluded.updated_at);
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;
--> statement-breakpoint
COMMENT ON FUNCTION write_application_cards IS 'Writes the cards of these applications where they say something else; returns how many did.';
--> statement-breakpoint
CREATE FUNCTION write_due_application_cards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_partners uuid[]; ids uuid[];
BEGIN
  WITH mine AS (
    DELETE FROM application_cards_due WHERE transaction = pg_current_xact_id() RETURNING partner_id, application_id)
  SELECT array_agg(partner_id ORDER BY partner_id, application_id), array_agg(application_id ORDER BY partner_id, application_id)
    INTO of_partners, ids FROM mine;
  -- The first of the transaction's due cards brings all of them; the others find nothing left.
  IF ids IS NOT NULL THEN
    PERFORM write_application_cards(of_partners, ids);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER application_cards_at_commit AFTER INSERT ON application_cards_due
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION write_due_application_cards();
--> statement-breakpoint
CREATE FUNCTION applications_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER applications_change_cards_new AFTER INSERT ON applications
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION applications_change_cards();
--> statement-breakpoint
CREATE TRIGGER applications_change_cards_changed AFTER UPDATE ON applications
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION applications_change_cards();
--> statement-breakpoint
CREATE FUNCTION accounts_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT a.partner_id, a.id FROM new_rows AS n JOIN old_rows AS o USING (partner_id, id)
      JOIN applications AS a ON a.partner_id = n.partner_id AND a.applicant_id = n.id WHERE (n.full_name, n.email, n.locale, n.email_verified_at) IS DISTINCT FROM (o.full_name, o.email, o.locale, o.email_verified_at)) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER accounts_change_cards_changed AFTER UPDATE ON accounts
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION accounts_change_cards();
--> statement-breakpoint
CREATE FUNCTION applicants_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT a.partner_id, a.id FROM new_rows AS n JOIN applications AS a ON a.partner_id = n.partner_id AND a.applicant_id = n.account_id) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT a.partner_id, a.id FROM new_rows AS n JOIN applications AS a ON a.partner_id = n.partner_id AND a.applicant_id = n.account_id) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER applicants_change_cards_new AFTER INSERT ON applicants
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION applicants_change_cards();
--> statement-breakpoint
CREATE TRIGGER applicants_change_cards_changed AFTER UPDATE ON applicants
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION applicants_change_cards();
--> statement-breakpoint
CREATE FUNCTION application_pages_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM old_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT n.partner_id, n.application_id AS id FROM new_rows AS n JOIN old_rows AS o USING (partner_id, application_id, page)
      WHERE n.answers ->> 'category' IS DISTINCT FROM o.answers ->> 'category') AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER application_pages_change_cards_new AFTER INSERT ON application_pages
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION application_pages_change_cards();
--> statement-breakpoint
CREATE TRIGGER application_pages_change_cards_gone AFTER DELETE ON application_pages
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION application_pages_change_cards();
--> statement-breakpoint
CREATE TRIGGER application_pages_change_cards_changed AFTER UPDATE ON application_pages
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION application_pages_change_cards();
--> statement-breakpoint
CREATE FUNCTION preferences_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM old_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER preferences_change_cards_new AFTER INSERT ON preferences
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION preferences_change_cards();
--> statement-breakpoint
CREATE TRIGGER preferences_change_cards_gone AFTER DELETE ON preferences
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION preferences_change_cards();
--> statement-breakpoint
CREATE TRIGGER preferences_change_cards_changed AFTER UPDATE ON preferences
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION preferences_change_cards();
--> statement-breakpoint
CREATE FUNCTION attempts_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM old_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT n.partner_id, n.application_id AS id FROM new_rows AS n JOIN old_rows AS o USING (partner_id, id)
      WHERE (n.progress, n.result, n.last_error_kind, n.launched_at, n.scores, n.attempt_no, n.application_id) IS DISTINCT FROM (o.progress, o.result, o.last_error_kind, o.launched_at, o.scores, o.attempt_no, o.application_id)) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER attempts_change_cards_new AFTER INSERT ON attempts
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION attempts_change_cards();
--> statement-breakpoint
CREATE TRIGGER attempts_change_cards_gone AFTER DELETE ON attempts
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION attempts_change_cards();
--> statement-breakpoint
CREATE TRIGGER attempts_change_cards_changed AFTER UPDATE ON attempts
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION attempts_change_cards();
--> statement-breakpoint
CREATE FUNCTION recommendations_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT t.partner_id, t.application_id AS id FROM new_rows AS r JOIN attempts AS t ON t.partner_id = r.partner_id AND t.id = r.attempt_id) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT t.partner_id, t.application_id AS id FROM old_rows AS r JOIN attempts AS t ON t.partner_id = r.partner_id AND t.id = r.attempt_id) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER recommendations_change_cards_new AFTER INSERT ON recommendations
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION recommendations_change_cards();
--> statement-breakpoint
CREATE TRIGGER recommendations_change_cards_gone AFTER DELETE ON recommendations
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION recommendations_change_cards();
--> statement-breakpoint
CREATE FUNCTION payment_orders_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM new_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM old_rows) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT n.partner_id, n.application_id AS id FROM new_rows AS n JOIN old_rows AS o USING (partner_id, id)
      WHERE (n.state, n.paise, n.sent_to_gateway_at, n.returned_at, n.created_at) IS DISTINCT FROM (o.state, o.paise, o.sent_to_gateway_at, o.returned_at, o.created_at)) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_orders_change_cards_new AFTER INSERT ON payment_orders
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION payment_orders_change_cards();
--> statement-breakpoint
CREATE TRIGGER payment_orders_change_cards_gone AFTER DELETE ON payment_orders
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION payment_orders_change_cards();
--> statement-breakpoint
CREATE TRIGGER payment_orders_change_cards_changed AFTER UPDATE ON payment_orders
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION payment_orders_change_cards();
--> statement-breakpoint
CREATE FUNCTION payment_facts_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT o.partner_id, o.application_id AS id FROM new_rows AS f JOIN payment_orders AS o ON o.partner_id = f.partner_id AND o.id = f.order_id) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT o.partner_id, o.application_id AS id FROM old_rows AS f JOIN payment_orders AS o ON o.partner_id = f.partner_id AND o.id = f.order_id) AS due ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT o.partner_id, o.application_id AS id FROM new_rows AS f JOIN payment_orders AS o ON o.partner_id = f.partner_id AND o.id = f.order_id) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_facts_change_cards_new AFTER INSERT ON payment_facts
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION payment_facts_change_cards();
--> statement-breakpoint
CREATE TRIGGER payment_facts_change_cards_gone AFTER DELETE ON payment_facts
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION payment_facts_change_cards();
--> statement-breakpoint
CREATE TRIGGER payment_facts_change_cards_changed AFTER UPDATE ON payment_facts
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION payment_facts_change_cards();
--> statement-breakpoint
CREATE FUNCTION events_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT partner_id, application_id AS id FROM new_rows WHERE application_id IS NOT NULL) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_change_cards_new AFTER INSERT ON events
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION events_change_cards();
--> statement-breakpoint
CREATE FUNCTION intakes_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT a.partner_id, a.id FROM new_rows AS n JOIN old_rows AS o USING (partner_id, id)
      JOIN applications AS a ON a.partner_id = n.partner_id AND a.intake_id = n.id AND a.intake_version_id IS NULL
      WHERE (n.journey, n.fee_paise, n.fee_rules, n.counting_attempt) IS DISTINCT FROM (o.journey, o.fee_paise, o.fee_rules, o.counting_attempt)) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER intakes_change_cards_changed AFTER UPDATE ON intakes
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION intakes_change_cards();
--> statement-breakpoint
CREATE FUNCTION intake_versions_change_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO application_cards_due (partner_id, application_id, transaction)
    SELECT DISTINCT due.partner_id, due.id, pg_current_xact_id() FROM (SELECT a.partner_id, a.id FROM new_rows AS n JOIN old_rows AS o USING (partner_id, id)
      JOIN applications AS a ON a.partner_id = n.partner_id AND a.intake_id = n.intake_id AND a.intake_version_id = n.id
      WHERE ARRAY[n.content -> 'journey', n.content -> 'feePaise', n.content -> 'feeRules', n.content -> 'countingAttempt']
        IS DISTINCT FROM ARRAY[o.content -> 'journey', o.content -> 'feePaise', o.content -> 'feeRules', o.content -> 'countingAttempt']) AS due ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER intake_versions_change_cards_changed AFTER UPDATE ON intake_versions
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION intake_versions_change_cards();
--> statement-breakpoint
CREATE FUNCTION count_application_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO application_facet_changes (partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count) SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count(facet) FROM new_rows GROUP BY partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO application_facet_changes (partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count) SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, -count(facet) FROM old_rows GROUP BY partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query;
  ELSE
    INSERT INTO application_facet_changes (partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count)
    SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, sum(n) FROM (SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, 1 AS n FROM new_rows UNION ALL SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, -1 FROM old_rows) AS changed
    GROUP BY partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query HAVING sum(n) <> 0;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER application_cards_counted_new AFTER INSERT ON application_cards
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_application_cards();
--> statement-breakpoint
CREATE TRIGGER application_cards_counted_changed AFTER UPDATE ON application_cards
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_application_cards();
--> statement-breakpoint
CREATE TRIGGER application_cards_counted_gone AFTER DELETE ON application_cards
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_application_cards();
--> statement-breakpoint
CREATE FUNCTION add_up_application_facets(most integer) RETURNS integer LANGUAGE plpgsql AS $$
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
    ON CONFLICT (partner_id, facet) DO UPDATE SET count = f.count + excluded.count)
  SELECT count(id) INTO taken_rows FROM taken;
  DELETE FROM application_facets WHERE count = 0;
  RETURN taken_rows;
END $$;
--> statement-breakpoint
COMMENT ON FUNCTION add_up_application_facets IS 'Adds waiting changes to the counts, at most so many; returns how many it took. Readers see the same sums before and after.';
--> statement-breakpoint
CREATE FUNCTION recount_application_facets(of_partner uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE tuples integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('application_facets', 0));
  LOCK TABLE application_cards IN EXCLUSIVE MODE;
  DELETE FROM application_facet_changes WHERE partner_id = of_partner;
  DELETE FROM application_facets WHERE partner_id = of_partner;
  INSERT INTO application_facets (partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count)
    SELECT partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, count(facet) FROM application_cards WHERE partner_id = of_partner GROUP BY partner_id, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query;
  GET DIAGNOSTICS tuples = ROW_COUNT;
  RETURN tuples;
END $$;
--> statement-breakpoint
COMMENT ON FUNCTION recount_application_facets IS 'Counts a partner''s cards anew; writers of cards wait meanwhile. Returns the number of tuples.';
--> statement-breakpoint
CREATE FUNCTION rebuild_application_cards(of_partner uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE repaired integer; gone integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('application_facets', 0));
  LOCK TABLE application_cards IN EXCLUSIVE MODE;
  INSERT INTO application_cards AS c (partner_id, application_id, number, applicant_id, full_name, name_key, email, mobile, locale, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, checking_until, stands_at_fee, last_error_kind, score_percent, reviewer_ids, review_score, created_at, submitted_at, updated_at)
  SELECT s.partner_id, s.application_id, s.number, s.applicant_id, s.full_name, s.name_key, s.email, s.mobile, s.locale, s.facet, s.intake_id, s.version_id, s.programme_id, s.state, s.is_submitted, s.step, s.fee_state, s.progress, s.result, s.is_failing, s.stage_id, s.is_assigned, s.decision_kind, s.decision_state, s.offer_state, s.has_open_query, s.checking_until, s.stands_at_fee, s.last_error_kind, s.score_percent, s.reviewer_ids, s.review_score, s.created_at, s.submitted_at, s.updated_at FROM application_card_source AS s WHERE s.partner_id = of_partner
  ON CONFLICT (partner_id, application_id) DO UPDATE SET (number, applicant_id, full_name, name_key, email, mobile, locale, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, checking_until, stands_at_fee, last_error_kind, score_percent, reviewer_ids, review_score, created_at, submitted_at, updated_at) = ROW(excluded.number, excluded.applicant_id, excluded.full_name, excluded.name_key, excluded.email, excluded.mobile, excluded.locale, excluded.facet, excluded.intake_id, excluded.version_id, excluded.programme_id, excluded.state, excluded.is_submitted, excluded.step, excluded.fee_state, excluded.progress, excluded.result, excluded.is_failing, excluded.stage_id, excluded.is_assigned, excluded.decision_kind, excluded.decision_state, excluded.offer_state, excluded.has_open_query, excluded.checking_until, excluded.stands_at_fee, excluded.last_error_kind, excluded.score_percent, excluded.reviewer_ids, excluded.review_score, excluded.created_at, excluded.submitted_at, excluded.updated_at)
    WHERE (c.number, c.applicant_id, c.full_name, c.name_key, c.email, c.mobile, c.locale, c.facet, c.intake_id, c.version_id, c.programme_id, c.state, c.is_submitted, c.step, c.fee_state, c.progress, c.result, c.is_failing, c.stage_id, c.is_assigned, c.decision_kind, c.decision_state, c.offer_state, c.has_open_query, c.checking_until, c.stands_at_fee, c.last_error_kind, c.score_percent, c.reviewer_ids, c.review_score, c.created_at, c.submitted_at, c.updated_at) IS DISTINCT FROM (excluded.number, excluded.applicant_id, excluded.full_name, excluded.name_key, excluded.email, excluded.mobile, excluded.locale, excluded.facet, excluded.intake_id, excluded.version_id, excluded.programme_id, excluded.state, excluded.is_submitted, excluded.step, excluded.fee_state, excluded.progress, excluded.result, excluded.is_failing, excluded.stage_id, excluded.is_assigned, excluded.decision_kind, excluded.decision_state, excluded.offer_state, excluded.has_open_query, excluded.checking_until, excluded.stands_at_fee, excluded.last_error_kind, excluded.score_percent, excluded.reviewer_ids, excluded.review_score, excluded.created_at, excluded.submitted_at, excluded.updated_at);
  GET DIAGNOSTICS repaired = ROW_COUNT;
  DELETE FROM application_cards AS c WHERE c.partner_id = of_partner AND NOT EXISTS (
    SELECT 1 FROM application_card_source AS s WHERE s.partner_id = c.partner_id AND s.application_id = c.application_id);
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM recount_application_facets(of_partner);
  RETURN repaired + gone;
END $$;
--> statement-breakpoint
COMMENT ON FUNCTION rebuild_application_cards IS 'Repairs every card and every count of a partner; writers of cards wait meanwhile. Returns how many cards said something else.';
--> statement-breakpoint
CREATE FUNCTION keeps_order() RETURNS boolean LANGUAGE sql STABLE PARALLEL UNSAFE AS 'SELECT true';
--> statement-breakpoint
COMMENT ON FUNCTION keeps_order IS 'True. A query that asks it is not run by parallel workers, so that the parts of a UNION ALL come in their written order.';
--> statement-breakpoint
CREATE INDEX refunds_by_gateway_id ON refunds (partner_id, gateway_refund_id) WHERE gateway_refund_id IS NOT NULL;
--> statement-breakpoint
INSERT INTO application_cards (partner_id, application_id, number, applicant_id, full_name, name_key, email, mobile, locale, facet, intake_id, version_id, programme_id, state, is_submitted, step, fee_state, progress, result, is_failing, stage_id, is_assigned, decision_kind, decision_state, offer_state, has_open_query, checking_until, stands_at_fee, last_error_kind, score_percent, reviewer_ids, review_score, created_at, submitted_at, updated_at) SELECT s.partner_id, s.application_id, s.number, s.applicant_id, s.full_name, s.name_key, s.email, s.mobile, s.locale, s.facet, s.intake_id, s.version_id, s.programme_id, s.state, s.is_submitted, s.step, s.fee_state, s.progress, s.result, s.is_failing, s.stage_id, s.is_assigned, s.decision_kind, s.decision_state, s.offer_state, s.has_open_query, s.checking_until, s.stands_at_fee, s.last_error_kind, s.score_percent, s.reviewer_ids, s.review_score, s.created_at, s.submitted_at, s.updated_at FROM application_card_source AS s;
