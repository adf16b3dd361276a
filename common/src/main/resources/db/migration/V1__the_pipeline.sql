-- Darkroom, first schema. Every table names the one service that writes it.
-- Ids are UUIDv7. Leases, due times and deadlines are compared with the database's own now().

-- Written by api-service: identity ---------------------------------------------------------------------------------

create table account (
    id                  uuid        primary key,
    email               text        not null,
    display_name        text,
    password_hash       text        not null,
    roles               text[]      not null,
    created_at          timestamptz not null default now(),
    password_changed_at timestamptz not null default now(),
    constraint account_email_unique unique (email),
    constraint account_email_folded check (email = lower(email))
);

create table api_key (
    id           uuid        primary key,
    owner_id     uuid        not null references account (id),
    name         text        not null,
    key_hash     bytea       not null,
    last_four    text        not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    constraint api_key_hash_unique unique (key_hash)
);
create index api_key_of_owner on api_key (owner_id, id);

-- One row per refresh token ever issued; a family is one sign-in. A used token presented again revokes its family.
create table refresh_token (
    id         uuid        primary key,
    family_id  uuid        not null,
    account_id uuid        not null references account (id),
    token_hash bytea       not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz,
    constraint refresh_token_hash_unique unique (token_hash)
);
create index refresh_token_of_family on refresh_token (family_id);
create index refresh_token_of_account on refresh_token (account_id);

-- Written by api-service (birth) and worker-service (everything after): generations --------------------------------

create table generation (
    id                 uuid        primary key,
    owner_id           uuid        not null,
    kind               text        not null,
    status             text        not null default 'PENDING',
    stage              text                 default 'QUEUED',
    run                int         not null default 1,
    attempt            int         not null default 0, -- the number of the newest attempt; over all runs, never reused
    attempts_made      int         not null default 0, -- charged attempts of the current run
    attempts_max       int         not null,
    version            int         not null default 1, -- rises with every stored change
    prompt             text        not null,
    negative_prompt    text,
    width              int         not null,
    height             int         not null,
    image_count        int         not null,
    seed               bigint,
    model              text        not null,
    client_reference   text,
    is_public          boolean     not null default false,
    flagged            boolean     not null default false,
    created_at         timestamptz not null default now(),
    started_at         timestamptz,
    completed_at       timestamptz,
    deadline           timestamptz not null,
    due_at             timestamptz not null default now(), -- when the next attempt may begin
    resend_at          timestamptz not null default now() + interval '60 seconds', -- when the sweeper may publish it again
    resends            int         not null default 0,
    lease_owner        uuid,                               -- the worker that holds it, null when none does
    last_error_code    text,
    last_error_message text,
    failure_code       text,
    failure_message    text,
    failure_retryable  boolean,
    constraint generation_status check (status in ('PENDING', 'COMPLETE', 'FAILED')),
    constraint generation_stage check (stage in ('QUEUED', 'MODERATING', 'GENERATING', 'RETRY_WAIT')),
    constraint generation_terminal_has_no_stage check ((status = 'PENDING') = (stage is not null)),
    constraint generation_terminal_has_no_lease check (status = 'PENDING' or lease_owner is null),
    constraint generation_failed_says_why check ((status = 'FAILED') = (failure_code is not null)),
    constraint generation_terminal_has_an_end check ((status = 'PENDING') = (completed_at is null))
) with (fillfactor = 75);
-- The owner's list, newest first: UUIDv7 sorts by time.
create index generation_of_owner on generation (owner_id, id);
-- One partial index serves the beat (mine), the reaper (a silent worker's) and the sweeper (nobody's). Its condition is
-- said as the stage, which those three say too: a claim or a result looks rows up by id and guards them by status, and
-- must not be planned over this index, whose size is the backlog's.
create index generation_pending on generation (lease_owner, resend_at) where stage is not null;

-- One row per ended run: its key makes a second terminal transition of a run a constraint error.
create table generation_run (
    generation_id uuid        not null references generation (id),
    run           int         not null,
    outcome       text        not null,
    failure_code  text,
    attempts      int         not null,
    finished_at   timestamptz not null default now(),
    primary key (generation_id, run),
    constraint generation_run_outcome check (outcome in ('COMPLETE', 'FAILED'))
);

create table generation_attempt (
    generation_id   uuid        not null references generation (id),
    number          int         not null,
    run             int         not null,
    charged         boolean     not null default true,
    worker_id       uuid        not null,
    started_at      timestamptz not null default now(),
    finished_at     timestamptz,
    outcome         text,
    error_code      text,
    http_status     int,
    message         text,
    backend         text,
    duration_millis bigint,
    primary key (generation_id, number),
    constraint generation_attempt_outcome
        check (outcome in ('SUCCEEDED', 'RETRYABLE', 'PERMANENT', 'REJECTED', 'ABANDONED'))
) with (fillfactor = 75);

create table generation_image (
    id            uuid        primary key,
    generation_id uuid        not null references generation (id),
    run           int         not null,
    ordinal       int         not null,
    content_type  text        not null,
    width         int         not null,
    height        int         not null,
    byte_size     bigint      not null,
    sha256        text        not null,
    seed          bigint,
    storage_key   text        not null,
    created_at    timestamptz not null default now(),
    constraint generation_image_once unique (generation_id, run, ordinal)
);

-- Written by worker-service ----------------------------------------------------------------------------------------

create table worker (
    id         uuid        primary key,
    name       text        not null,
    started_at timestamptz not null default now(),
    beat_at    timestamptz not null default now(),
    gone_at    timestamptz
);
create index worker_present on worker (beat_at) where gone_at is null;

-- Written by whoever changes state, emptied by the relays ----------------------------------------------------------

create table outbox (
    id           bigint      generated always as identity primary key,
    aggregate_id uuid        not null, -- the generation
    topic        text        not null,
    record_key   text        not null,
    headers      jsonb       not null default '{}'::jsonb,
    payload      text        not null,
    available_at timestamptz not null default now(),
    tries        int         not null default 0,
    created_at   timestamptz not null default now()
);
-- Keeps the order of one generation's events, and tells the sweeper what is on its way already.
create index outbox_of_aggregate on outbox (aggregate_id, topic, id);

-- Written by api-service -------------------------------------------------------------------------------------------

create table idempotency_key (
    owner_id      uuid        not null,
    key           text        not null,
    fingerprint   bytea       not null, -- SHA-256 of the canonical request
    generation_id uuid        not null,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    primary key (owner_id, key)
);
create index idempotency_key_expiry on idempotency_key (expires_at);

-- Written by notifier-service --------------------------------------------------------------------------------------

create table notification_stream (
    owner_id uuid   primary key,
    epoch    text   not null,
    head     bigint not null default 0
) with (fillfactor = 50);

create table notification (
    owner_id        uuid        not null references notification_stream (owner_id),
    seq             bigint      not null,
    event_id        uuid        not null,
    generation_id   uuid        not null,
    type            text        not null,
    envelope        text        not null, -- the CloudEvent, byte for byte as every transport carries it
    created_at      timestamptz not null default now(),
    acknowledged_at timestamptz,
    primary key (owner_id, seq),
    constraint notification_event_once unique (owner_id, event_id)
);
create index notification_unacknowledged on notification (owner_id, seq) where acknowledged_at is null;

create table stream_ticket (
    ticket_hash   bytea       primary key,
    owner_id      uuid        not null,
    session_until timestamptz not null, -- the expiry of the bearer that asked for the ticket
    expires_at    timestamptz not null
);
create index stream_ticket_expiry on stream_ticket (expires_at);
