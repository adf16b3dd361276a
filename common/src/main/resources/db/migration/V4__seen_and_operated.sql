-- What operators see. Only additions: services of the version before run on this schema too.

-- Written by notifier-service: one row for each process, while it runs ----------------------------------------------

create table notifier (
    id       uuid        primary key,
    beat_at  timestamptz not null default now(),
    sessions int         not null
);
