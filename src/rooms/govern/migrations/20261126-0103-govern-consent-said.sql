-- Whether a consent says just this, and whether it is over: for rooms that keep its words beside what rests on it. Yes or
-- no alone; whoever asks has the words already.
create function govern.consent_says(p_id uuid, p_parts text[], p_form text, p_oral_reason text, p_given_on date, p_until date, p_feedback text)
returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from govern.consent c where c.id = p_id and c.parts @> p_parts and c.parts <@ p_parts and c.form = p_form
    and c.oral_reason is not distinct from p_oral_reason and (c.given_on, c.until, c.feedback) = (p_given_on, p_until, p_feedback)) $$;
create function govern.consent_is_over(p_id uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from govern.consent_end e where e.consent = p_id) $$;
revoke all on function govern.consent_says(uuid, text[], text, text, date, date, text), govern.consent_is_over(uuid) from public;
grant execute on function govern.consent_says(uuid, text[], text, text, date, date, text), govern.consent_is_over(uuid) to brobygger;
