-- Retries, dead letters and replay. Only additions: services of the version before run on this schema too.

-- generation: how long each run may take, and how often operators have replayed it.
alter table generation add column deadline_seconds int not null default 900;
alter table generation add column replay_count int not null default 0;
-- What is overdue, whoever holds it. As small as the backlog.
create index generation_overdue on generation (deadline) where stage is not null;

-- generation_run: when the run after this one began, and who asked for it. Written by api-service, as it begins that run.
alter table generation_run add column rerun_at timestamptz;
alter table generation_run add column rerun_by text constraint generation_run_rerun_by check (rerun_by in ('OWNER', 'OPERATOR'));

-- outbox: a record that could not be read goes on exactly as it came, perhaps without a key.
alter table outbox add column raw bytea;
alter table outbox alter column record_key drop not null;
-- Retries wait here until they are due: relays look at what is due, however much waits.
create index outbox_due on outbox (available_at, id);

-- worker: what operators see of it, written with its beat.
alter table worker add column breakers jsonb not null default '[]'::jsonb; -- [{"backend","state","reason"}]

-- Written by api-service: failures that are not the owner's doing ---------------------------------------------------

create table replay (
    id              uuid        primary key,
    requested_by    uuid        not null,
    state           text        not null default 'RUNNING',
    selection       jsonb       not null, -- the request's ids or filter, as given
    rate_per_second int         not null,
    canary          int         not null default 0,
    total           int         not null,
    created_at      timestamptz not null default now(),
    due_at          timestamptz not null default now(), -- when the next step may begin: the pace, whoever takes the step
    finished_at     timestamptz,
    constraint replay_state check (state in ('RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'STOPPED')),
    constraint replay_end check ((finished_at is not null) = (state in ('DONE', 'CANCELLED', 'STOPPED')))
);
-- One running or paused at a time, whoever asks.
create unique index replay_one_at_a_time on replay ((true)) where state in ('RUNNING', 'PAUSED');

create table dead_letter (
    id                  uuid        primary key,
    generation_id       uuid,                 -- null when no generation belongs to the record
    run                 int,
    owner_id            uuid,
    state               text        not null default 'OPEN',
    failure_code        text        not null, -- the contract's code, or UNREADABLE_RECORD, UNKNOWN_GENERATION
    error_code          text,
    http_status         int,
    backend             text,
    fingerprint         text        not null,
    message             text        not null,
    replay_count        int         not null default 0,
    origin_topic        text,
    origin_partition    int,
    origin_offset       bigint,
    record_key          text,
    headers             jsonb       not null default '{}'::jsonb,
    payload             bytea       not null,
    first_seen_at       timestamptz not null default now(),
    last_seen_at        timestamptz not null default now(),
    discarded_at        timestamptz,
    discard_reason      text,
    constraint dead_letter_state check (state in ('OPEN', 'REPLAYING', 'REPLAYED', 'DISCARDED', 'SUPERSEDED')),
    constraint dead_letter_names_a_run check ((generation_id is null) = (run is null)),
    constraint dead_letter_once unique (generation_id, run)
);
create unique index dead_letter_of_origin on dead_letter (origin_topic, origin_partition, origin_offset)
    where generation_id is null;
create index dead_letter_newest on dead_letter (state, id);
create index dead_letter_of_fingerprint on dead_letter (fingerprint, id);

-- What a replay has taken in, in the order it goes. A row is written once and moves on.
create table replay_item (
    replay_id      uuid not null references replay (id),
    ordinal        int  not null,
    dead_letter_id uuid not null references dead_letter (id),
    state          text not null default 'WAITING',
    reason         text, -- why it was left out
    primary key (replay_id, ordinal),
    constraint replay_item_once unique (replay_id, dead_letter_id),
    constraint replay_item_state check (state in ('WAITING', 'DONE', 'FAILED'))
);
create index replay_item_waiting on replay_item (replay_id, ordinal) where state = 'WAITING';

create table audit_event (
    id         uuid        primary key,
    at         timestamptz not null default now(),
    actor_id   uuid        not null,
    action     text        not null, -- dead_letter.discarded, replay.started, replay.paused, …
    subject    text        not null, -- the id of what was acted on
    detail     jsonb       not null default '{}'::jsonb
);
