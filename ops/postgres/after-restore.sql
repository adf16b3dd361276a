-- Run once, before any service starts, on a database that has come back older than it was: restored from a backup, or a
-- standby that took over without the last commits.
--   psql --single-transaction --set ON_ERROR_STOP=1 --file ops/postgres/after-restore.sql

-- Numbers that clients have seen will be given to other events. A cursor of another epoch is told so by a gap, and its
-- client loads anew; with the old epoch it would silently miss what lies between.
update notification_stream set epoch = substr(md5(gen_random_uuid()::text), 1, 8);

-- Tickets are good once; some of these have been used since.
delete from stream_ticket;

-- What waited goes on: its records on Kafka are gone or mean nothing, so the sweeper publishes it at once. Our outage is
-- not its owner's, so each gets its whole time again.
update generation
   set deadline = greatest(deadline, now() + deadline_seconds * interval '1 second'),
       resend_at = now(),
       resends = 0,
       version = version + 1
 where status = 'PENDING';
update outbox set available_at = now(), tries = 0 where tries > 0;

-- Not mended: what had ended in the last moments before, and was still on its way to its inbox through Kafka. The
-- pictures are there and the API shows them; their notifications and webhooks are missing.
select run.generation_id, run.run, run.outcome, run.finished_at
  from generation_run run
 where not exists (select 1
                     from notification
                    where notification.generation_id = run.generation_id
                      and notification.created_at >= run.finished_at)
   and not exists (select 1
                     from outbox
                    where outbox.aggregate_id = run.generation_id
                      and outbox.topic = 'generation.events')
   and run.finished_at > (select max(finished_at) from generation_run) - interval '5 minutes'
 order by run.finished_at;
