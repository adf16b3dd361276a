package dev.darkroom.bench;

/// What the person at the terminal reads.
final class Usage {

    static final String TEXT = """
        Usage: bench/run COMMAND [--option value …]

        Measures a running Darkroom on this machine (start it with the limits off:
        darkroom.limits.enabled=false). Makes its own owners. Every run ends by itself.
        "Stop the worker" may be kill -STOP of its pid, "start" kill -CONT; the queue
        should be empty before fill.

          accept     accepted a second at a closed-loop concurrency; stop the worker first
                       --connections 64  --seconds 10  --warmup 5  --owners 8  --body JSON
                       --no-auth --url http://127.0.0.1:…/…    another server instead
          path       POST to completed frame, less the AI server's own time, at a steady rate
                       --rate 20  --count 400  --ai-millis 0  --warmup 5  --owners 4
                       --waits 1    2 when a generation waits for it twice (moderation too)
          fill       queues generations; stop the worker first
                       --count 10000  --connections 64  --owners 8
          drain      what fill queued, first completed frame to last; start it, wait for
                     "ready", then start the worker
                       --ai-millis 0  --start-seconds 120  --seconds 300
          hold       one worker with a full queue of slow calls, against the ideal
                       --calls 1000 (its max-in-flight)  --ai-millis 5000  --seconds 60
                       --waits 1  --owners 8
          outage     an AI server that goes away in front of a queue, and how soon the queue is
                     empty after its return
                       --count 1000  --seconds 60 (away)  --owners 8
          replay     makes dead letters, then replays them as an operator would
                       --count 1000  --per-second 500  --settle-seconds 65  --owners 8
                       --operator operator@darkroom.local
                       --operator-password-file .darkroom/keys/operator-password
          sockets    many owners at once: what an idle socket costs, one event each at the same
                     time, a steady rate, and everybody back after missing some; owners and
                     events are made here, so it needs the system's signing key and Kafka
                       --steps idle,burst,steady,resume  --connections 10000
                       and misbehave: the rate beside clients that do, and beside
                       --storm 8000                      who come back at once
                       --per-second 5000  --seconds 20   of steady
                       --missed 50                       by each, of resume
                       --at-once 1000                    on their way to a welcome
                       --per-address 20000               further ones from 127.0.1.2, …
                       --warmup 5                        seconds
                       --kafka localhost:19092
                       --signing-key-file .darkroom/keys/signing-key.pem
                       --notifier-pid-file .darkroom/run/notifier-service.pid
          self-test  what this client costs    --connections 64  --seconds 5
          memory     only the processes named by --pids

        Everywhere:
          --api http://localhost:8080  --notifier http://localhost:8082
          --stub http://127.0.0.1:8090    addresses of this machine only
          --pids api=PID,worker=PID       memory and processor time of processes
          --json FILE                     the report for a program

        Exit: 0 measured · 1 could not measure · 2 not understood ·
              3 measured, but something was refused, failed or lost
        """;

    private Usage() {}
}
