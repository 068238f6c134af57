-- Mail about a referral that has not gone out stops when the consent it rests on is taken back: news that wait for the
-- day's mail, and news on their way to it. Only those of the house that asks.
create function message.stop_news(p_referral uuid) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  here uuid := (select organisation from kernel.me());
  n int;
begin
  delete from message.news where organisation = here and referral = p_referral and day is null;
  get diagnostics n = row_count;
  update kernel.outbox set done_at = now(), last_error = 'consent withdrawn'
  where organisation = here and done_at is null and kind = 'feedback.given' and body ->> 'referral' = p_referral::text;
  return n;
end $$;
revoke all on function message.stop_news(uuid) from public;
grant execute on function message.stop_news(uuid) to brobygger;
