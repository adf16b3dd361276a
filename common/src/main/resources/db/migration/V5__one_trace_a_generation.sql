-- Traces. Only additions: services of the version before run on this schema too.

-- generation: where in which trace it was accepted (W3C Trace Context); null for those accepted before.
alter table generation add column traceparent text;

-- replay: where an operator asked for it. Its steps go on there, in whichever process they run.
alter table replay add column traceparent text;
