-- Retention, revocation and webhooks. Only additions: services of the version before run on this schema too.

-- notification_stream: what retention has taken, and how often acknowledging has changed something.
alter table notification_stream add column watermark bigint not null default 0; -- events up to this number have expired
alter table notification_stream add column revision bigint not null default 0;  -- orders what other sessions are told of acknowledgements
alter table notification_stream add column unacknowledged bigint not null default 0; -- counted under the stream's lock
update notification_stream
   set unacknowledged = (select count(*)
                           from notification
                          where notification.owner_id = notification_stream.owner_id
                            and acknowledged_at is null);
-- What retention takes next.
create index notification_age on notification (created_at);

-- stream_ticket: the sign-in or API key behind it, so that revoking that one ends the session.
alter table stream_ticket add column credential_id uuid;

-- Written by notifier-service: outcomes that other machines are told ------------------------------------------------

create table webhook_endpoint (
    id                 uuid        primary key,
    owner_id           uuid        not null,
    url                text        not null,
    types              text[]      not null,     -- event types; empty means all
    secret             bytea       not null,     -- encrypted (AES-GCM)
    former_secret      bytea,                    -- encrypted; signs too until former_until, while receivers change over
    former_until       timestamptz,
    enabled            boolean     not null default true,
    disabled_because   text,                     -- null while enabled
    failing_since      timestamptz,              -- the first failure since the last success
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    constraint webhook_endpoint_disabled check (
        (enabled and disabled_because is null)
        or (not enabled and disabled_because in ('OWNER', 'GONE', 'FAILING')))
);
create index webhook_endpoint_list on webhook_endpoint (owner_id, id desc);

create table webhook_delivery (
    id            uuid        primary key,
    endpoint_id   uuid        not null references webhook_endpoint (id) on delete cascade,
    owner_id      uuid        not null,
    event_id      uuid        not null,
    seq           bigint,                        -- of the notification; null for a test
    type          text        not null,
    payload       text,                          -- of a test; a notification's envelope stays in its own row
    state         text        not null default 'PENDING',
    attempts      int         not null default 0,
    due_at        timestamptz not null default now(), -- while an attempt is in hand, when another instance may take it over
    claim         uuid,                          -- the attempt in hand; a result counts only for its own claim
    log           jsonb       not null default '[]'::jsonb, -- [{"at","status","error","durationMillis"}], the newest last
    created_at    timestamptz not null default now(),
    finished_at   timestamptz,
    constraint webhook_delivery_state check (state in ('PENDING', 'DELIVERED', 'FAILED')),
    constraint webhook_delivery_end check ((finished_at is not null) = (state <> 'PENDING')),
    constraint webhook_delivery_once unique (endpoint_id, event_id)
);
create index webhook_delivery_list on webhook_delivery (endpoint_id, id desc);
-- What is due, as small as the backlog.
create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at) where state = 'PENDING';
