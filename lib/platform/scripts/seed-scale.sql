-- The generated world of `npm run seed:scale`: one partner's cycle of several years, every table consistent with the others.
-- $count, $partner and $first (the first number of this run) are put in by seed-scale.mjs. Runs with triggers off.
select setseed(0.27);

create temp table scale_intakes as
select row_number() over (order by closes) - 1 as place, * from (values
  ('UG-24', 24, -900, -780, 0.12, 80000), ('PG-25', 25, -540, -420, 0.06, 120000), ('UG-25', 25, -550, -400, 0.22, 90000),
  ('PG-26', 26, -200, -60, 0.08, 120000), ('UG-26', 26, -210, -40, 0.27, 100000), ('LATE-27', 27, -30, 140, 0.25, 100000)
) as given(code, session_year, opens, closes, share, fee);

insert into intakes (partner_id, id, code, name, session_year, opens_at, closes_at, journey, fee_paise, refund_policy,
  assessment_connection_id, assessment_test_id, payment_connection_id)
select $partner, gen_random_uuid(), s.code, jsonb_build_object('en', s.code || ' intake', 'hi', s.code || ' प्रवेश'), s.session_year,
  now() + s.opens * interval '1 day', now() + s.closes * interval '1 day', model.journey, s.fee, model.refund_policy,
  model.assessment_connection_id, model.assessment_test_id, model.payment_connection_id
from scale_intakes s cross join lateral (
  select * from intakes where partner_id = $partner and payment_connection_id is not null order by created_at limit 1) as model
on conflict (partner_id, code) do nothing;

insert into programmes (partner_id, id, code, name, summary)
select $partner, gen_random_uuid(), 'S' || lpad(g::text, 2, '0'),
  jsonb_build_object('en', (array['B.Tech Computer Science','B.Tech Mechanical','B.Tech Civil','BBA','B.Com (Hons)','BA Economics','BA Psychology','B.Sc Physics','B.Sc Mathematics','B.Des','LL.B.','MBA'])[g],
    'hi', (array['बी.टेक कंप्यूटर विज्ञान','बी.टेक यांत्रिकी','बी.टेक सिविल','बीबीए','बी.कॉम (ऑनर्स)','बीए अर्थशास्त्र','बीए मनोविज्ञान','बी.एससी भौतिकी','बी.एससी गणित','बी.डिज़ाइन','एलएल.बी.','एमबीए'])[g]),
  jsonb_build_object('en', 'Three to four years.', 'hi', 'तीन से चार वर्ष।')
from generate_series(1, 12) as g on conflict (partner_id, code) do nothing;

insert into intake_programmes (partner_id, intake_id, programme_id, position)
select $partner, i.id, p.id, row_number() over (partition by i.id order by p.code)
from intakes i join scale_intakes s on s.code = i.code join programmes p on p.partner_id = i.partner_id and p.code like 'S__'
where i.partner_id = $partner on conflict do nothing;

insert into review_stages (partner_id, id, intake_id, position, name)
select $partner, gen_random_uuid(), i.id, g, jsonb_build_object('en', (array['Reading','Panel','Committee'])[g], 'hi', (array['पठन','पैनल','समिति'])[g])
from intakes i join scale_intakes s on s.code = i.code cross join generate_series(1, 3) as g
where i.partner_id = $partner and not exists (select 1 from review_stages r where r.partner_id = i.partner_id and r.intake_id = i.id);

insert into accounts (partner_id, id, kind, email, full_name, password_hash, email_verified_at)
select $partner, gen_random_uuid(), 'staff', 'reviewer' || g || '@scale.test', 'Reviewer ' || g, '-', now() from generate_series(1, 40) as g
on conflict (partner_id, email) do nothing;
insert into staff (partner_id, account_id, role)
select partner_id, id, 'reviewer' from accounts where partner_id = $partner and email like 'reviewer%@scale.test' on conflict do nothing;

-- Everything that chance decides, one row for each application.
create temp table w as
with choices as (
  select
    (select array_agg(i.id order by s.place) from intakes i join scale_intakes s on s.code = i.code where i.partner_id = $partner) as intake_ids,
    (select array_agg(p.id order by p.code) from programmes p where p.partner_id = $partner and p.code like 'S__') as programme_ids,
    (select array_agg(a.id order by a.email) from accounts a where a.partner_id = $partner and a.email like 'reviewer%@scale.test') as reviewer_ids),
drawn as (
  select n, random() as r_intake, random() as r_time, random() as r_life, random() as r_fee, random() as r_attempt, random() as r_mark,
    random() as r_programme, random() as r_first, random() as r_last, random() as r_script, random() as r_reviewer, random() as r_decision,
    random() as r_else, random() as r_verified
  from generate_series($first, $first + $count - 1) as n),
placed as (
  select d.*, c.intake_ids[s.place + 1] as intake_id, s.session_year, s.closes < 0 as is_over, s.fee, c.programme_ids, c.reviewer_ids,
    now() + s.opens * interval '1 day' + (least(s.closes, 0) - s.opens) * power(d.r_time, 0.7) * interval '1 day' as created_at
  from drawn d cross join choices c join lateral (
    select * from (select *, sum(share) over (order by place) as upto from scale_intakes) as shares
    where d.r_intake <= shares.upto order by shares.place limit 1) as s on true)
select p.*,
  (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '7' || substr(md5('a' || n), 1, 3) || '8' || substr(md5('a' || n), 4, 15))::uuid as application_id,
  (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '7' || substr(md5('p' || n), 1, 3) || '9' || substr(md5('p' || n), 4, 15))::uuid as account_id,
  case when is_over then case when r_life < 0.28 then 'draft' when r_life < 0.36 then 'withdrawn' when r_life < 0.38 then 'submitted' else 'decided' end
    else case when r_life < 0.45 then 'draft' when r_life < 0.70 then 'submitted' when r_life < 0.86 then 'in_review' when r_life < 0.88 then 'query_raised'
      when r_life < 0.95 then 'decided' else 'withdrawn' end end as state,
  (array['Asha','Kabir','Riya','Lakshmi','Arjun','Neha','Farhan','Meera','Rohan','Ananya','Vikram','Sneha','Imran','Divya','Karthik','Pooja','Aditya','Nisha','Sanjay','Tanvi','Harpreet','Joseph','Zoya','Ishaan'])[1 + floor(r_first * 24)::int] as first_en,
  (array['Verma','Khan','Sharma','Iyer','Rao','Gupta','Sheikh','Nair','Patel','Das','Singh','Reddy','Joshi','Mehta','Banerjee','D''Souza','Yadav','Mishra','Kaur','Pillai','Chauhan','Bose','Kulkarni','Thomas'])[1 + floor(r_last * 24)::int] as last_en,
  (array['आशा','कबीर','रिया','लक्ष्मी','अर्जुन','नेहा','फ़रहान','मीरा','रोहन','अनन्या','विक्रम','ज़ोया'])[1 + floor(r_first * 12)::int] as first_hi,
  (array['वर्मा','ख़ान','शर्मा','अय्यर','राव','गुप्ता','शेख़','नायर','पटेल','दास','सिंह','रेड्डी'])[1 + floor(r_last * 12)::int] as last_hi
from placed p;
alter table w add column submitted_at timestamptz, add column finished_at timestamptz, add column attempt_id uuid, add column order_id uuid;
update w set
  submitted_at = case when state <> 'draft' and not (state = 'withdrawn' and r_else < 0.5) then least(created_at + (0.1 + 9 * r_else) * interval '1 day', now()) end,
  attempt_id = case when r_verified > 0.06 and ((state <> 'draft' and r_attempt < 0.93) or r_attempt < 0.35)
    then md5('t' || n)::uuid end,
  order_id = case when (state <> 'draft' and r_fee < 0.94) or r_fee < 0.05 then md5('o' || n)::uuid end;
create index on w (application_id);
analyze w;

insert into accounts (partner_id, id, kind, email, full_name, password_hash, locale, email_verified_at, created_at)
select $partner, account_id, 'applicant', lower(first_en) || '.' || lower(replace(last_en, '''', '')) || n || '@scale.test',
  case when r_script < 0.2 then first_hi || ' ' || last_hi else first_en || ' ' || last_en end, '-',
  case when r_script < 0.3 then 'hi' else 'en' end, case when r_verified > 0.06 or state <> 'draft' then created_at end, created_at from w;

insert into applicants (partner_id, account_id, mobile, date_of_birth)
select $partner, account_id, '+91' || (6000000000 + (n::bigint * 1000003) % 4000000000), (date '2005-01-01' + (r_else * 1500)::int)::text from w;

insert into applications (partner_id, id, number, intake_id, applicant_id, state, submitted_at, fee_settled_at, fee_waived_at,
  review_started_at, withdrawn_at, decided_at, stage_id, reviewer_ids, review_score, has_open_query, decision_kind, decision_state, offer_state, created_at)
select $partner, application_id, 'APP-' || session_year || '-' || (
    select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((code >> (5 * g)) & 31)::int, 1), '') from generate_series(0, 5) as g),
  intake_id, account_id, state, submitted_at,
  case when order_id is not null and state not in ('draft') and submitted_at is not null and r_fee < 0.86 then submitted_at + interval '20 minutes' end,
  case when r_fee > 0.96 and submitted_at is not null then submitted_at end,
  case when state in ('in_review', 'query_raised', 'decided') then submitted_at + interval '3 days' end,
  case when state = 'withdrawn' then created_at + interval '12 days' end,
  case when state = 'decided' then submitted_at + interval '30 days' end,
  case when state in ('in_review', 'query_raised', 'decided') then (select r.id from review_stages r
    where r.partner_id = $partner and r.intake_id = w.intake_id and r.position = case when state = 'decided' then 3 else 1 + floor(r_reviewer * 2.99)::int end) end,
  case when state in ('in_review', 'query_raised') and r_reviewer < 0.8 then array[reviewer_ids[1 + floor(r_reviewer * 49.9)::int]] else '{}' end,
  case when state = 'decided' or (state = 'in_review' and r_else < 0.4) then round((30 + 70 * r_mark)::numeric, 1) end,
  state = 'query_raised',
  case when state = 'decided' or (state = 'in_review' and r_decision < 0.25) then case when r_life * 1000 - floor(r_life * 1000) < 0.5 then 'admit'
    when r_life * 1000 - floor(r_life * 1000) < 0.7 then 'waitlist' else 'deny' end end,
  case when state = 'decided' then 'released' when state = 'in_review' and r_decision < 0.25 then case when r_decision < 0.15 then 'provisional' else 'confirmed' end end,
  case when state = 'decided' and r_life * 1000 - floor(r_life * 1000) < 0.5 then case when r_decision < 0.6 then 'accepted' when r_decision < 0.8 then 'declined'
    when is_over then 'lapsed' else 'open' end end,
  created_at
from (select *, (n::bigint * 577310137 + 12345) & 1073741823 as code from w) as w;

insert into preferences (partner_id, application_id, position, programme_id)
select $partner, application_id, g, programme_ids[1 + (floor(r_programme * r_programme * 12)::int + (g - 1) * 5) % 12]
from w cross join generate_series(1, 1 + floor(r_else * 2.99)::int) as g where state <> 'draft' or r_else < 0.5;

insert into application_pages (partner_id, application_id, page, answers, completed_at, saved_at)
select $partner, application_id, 'personal', jsonb_build_object('category', (array['general','obc_ncl','sc','st','ews'])[1 + floor(r_else * 5)::int]),
  created_at, created_at from w where state <> 'draft' or r_else < 0.6;

insert into attempts (partner_id, id, application_id, connection_id, attempt_no, email, full_name, mobile, external_id, progress, result,
  last_error_kind, launched_at, started_at, finished_at, last_progress_at, scores, created_at)
select $partner, attempt_id, application_id, i.assessment_connection_id, 1, n || '@scale.test', first_en || ' ' || last_en, '+919800000000',
  'sit_' || md5('e' || n), case when f < 0.86 then 'completed' when f < 0.91 then 'in_progress' when f < 0.95 then 'not_started' when f < 0.98 then 'expired' else 'abandoned' end,
  case when f < 0.76 then 'ready' when f < 0.82 then 'pending' when f < 0.84 then 'partial' when f < 0.86 then 'unavailable' else 'none' end,
  case when r_script between 0.990 and 0.993 then 'timeout' end,
  w.created_at + interval '1 hour', w.created_at + interval '1 hour', case when f < 0.86 then w.created_at + interval '2 hours' end, w.created_at + interval '2 hours',
  case when f < 0.76 then jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('level', 'overall', 'id', null, 'name', '', 'within', null,
      'reportType', null, 'state', null, 'isVerification', false, 'verdict', null, 'minutes', null,
      'scores', jsonb_build_array(jsonb_build_object('scale', 'percent', 'outOf', null, 'value', round((15 + 80 * (r_mark + r_last) / 2)::numeric, 2))))),
    'band', null, 'norm', null, 'isPartial', false) end,
  w.created_at + interval '1 hour'
from (select *, r_decision as f from w) as w join intakes i on i.partner_id = $partner and i.id = w.intake_id where attempt_id is not null;

insert into payment_orders (partner_id, id, application_id, connection_id, receipt, gateway_order_id, paise, state, return_token_hash, refund_policy,
  sent_to_gateway_at, returned_at, created_at)
select $partner, order_id, application_id, i.payment_connection_id, 'rcpt_' || md5('r' || n), 'order_' || substr(md5('g' || n), 1, 14), w.fee,
  case when a.fee_settled_at is not null then 'settled' else 'open' end, md5('k' || n) || md5('l' || n), i.refund_policy,
  coalesce(w.submitted_at, w.created_at) + interval '10 minutes', coalesce(w.submitted_at, w.created_at) + interval '15 minutes', coalesce(w.submitted_at, w.created_at)
from w join applications a on a.partner_id = $partner and a.id = w.application_id join intakes i on i.partner_id = $partner and i.id = w.intake_id
where order_id is not null;

insert into payments (partner_id, id, order_id, gateway_payment_id, state, paise, currency, method, gateway_at, created_at)
select $partner, md5('y' || n)::uuid, order_id, 'pay_' || substr(md5('m' || n), 1, 14), case when a.fee_settled_at is not null then 'captured' else 'failed' end,
  w.fee, 'INR', 'upi', coalesce(w.submitted_at, w.created_at) + interval '12 minutes', coalesce(w.submitted_at, w.created_at) + interval '12 minutes'
from w join applications a on a.partner_id = $partner and a.id = w.application_id where order_id is not null;

insert into payment_facts (partner_id, id, order_id, gateway_payment_id, state, paise, currency, method, gateway_at, source, received_at)
select partner_id, gen_random_uuid(), order_id, gateway_payment_id, state, paise, currency, method, gateway_at, 'webhook', gateway_at
from payments where partner_id = $partner and order_id in (select order_id from w);

insert into receipts (partner_id, id, number, application_id, order_id, gateway_payment_id, paise, issued_at)
select $partner, md5('z' || n)::uuid, 'RCP-' || session_year || '-' || (
    select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((code >> (5 * g)) & 31)::int, 1), '') from generate_series(0, 7) as g),
  application_id, order_id, 'pay_' || substr(md5('m' || n), 1, 14), w.fee, a.fee_settled_at
from (select *, (n::bigint * 577310137 + 98765) & 1099511627775 as code from w) as w
join applications a on a.partner_id = $partner and a.id = w.application_id where order_id is not null and a.fee_settled_at is not null;

insert into events (partner_id, id, name, application_id, actor_kind, actor_id, source, detail, at, created_at)
select $partner, gen_random_uuid(), case when submitted_at is null then 'application.started' else 'application.submitted' end, application_id,
  'applicant', account_id, 'seed', '{}', coalesce(submitted_at, created_at), coalesce(submitted_at, created_at) from w;
