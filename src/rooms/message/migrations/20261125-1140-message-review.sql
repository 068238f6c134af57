-- What is new may also be something to look through for whoever keeps an eye on the house: counted, never described.
alter table message.news add column kind text not null default 'referral' check (kind in ('referral', 'review'));
