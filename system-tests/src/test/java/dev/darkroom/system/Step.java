package dev.darkroom.system;

import java.util.List;
import java.util.stream.Stream;

/// The places where a service may die between two effects, in the order of the path. A renamed method is mended
/// here; until then the tests say that nobody died at it.
enum Step {
    ORDER_WRITTEN_NOT_COMMITTED(Service.API, "dev.darkroom.outbox.Outbox", "append", Place.EXIT, 3),
    ORDER_COMMITTED_NOT_ANSWERED(Service.API, "dev.darkroom.api.accept.AcceptedGenerations", "store", Place.EXIT, 3),
    RECORDS_NOT_YET_SENT(Service.API, "dev.darkroom.outbox.OutboxRelay", "sendAll", Place.ENTRY, 3),
    RECORDS_SENT_NOT_YET_DELETED(Service.API, "dev.darkroom.outbox.OutboxRows", "delete", Place.ENTRY, 3),
    CLAIMED(Service.WORKER, "dev.darkroom.worker.intake.Claims", "claim", Place.EXIT_WITH_SOMETHING, 2),
    ABOUT_TO_CALL(Service.WORKER, "dev.darkroom.worker.generate.OpenAiImages", "paint", Place.ENTRY, 5),
    ANSWERED(Service.WORKER, "dev.darkroom.worker.store.DirectoryDrafts", "keep(java.util.List)", Place.ENTRY, 5),
    STORED(Service.WORKER, "dev.darkroom.worker.outcome.Outcomes", "write", Place.ENTRY, 5),
    RESULT_WRITTEN_NOT_COMMITTED(
            Service.WORKER, "dev.darkroom.worker.outcome.EndedGenerations", "end", Place.EXIT_WITH_SOMETHING, 3),
    RESULT_COMMITTED(
            Service.WORKER,
            "dev.darkroom.worker.outcome.Endings",
            "tell(dev.darkroom.worker.job.Finished)",
            Place.ENTRY,
            5),
    EVENTS_SENT_NOT_YET_DELETED(Service.WORKER, "dev.darkroom.outbox.OutboxRows", "delete", Place.ENTRY, 3);

    /// What a process ends with that was killed by signal 9: here it does so by itself.
    static final int EXIT_CODE = 137;

    private enum Place {
        ENTRY("ENTRY", "true"),
        EXIT("EXIT", "true"),
        /// The method returns a collection, and not an empty one.
        EXIT_WITH_SOMETHING("EXIT", "$!.size() > 0");

        private final String at;
        private final String when;

        Place(String at, String when) {
            this.at = at;
            this.when = when;
        }
    }

    private final Service service;
    private final String type;
    private final String method;
    private final Place place;
    private final int times;

    /// @param method with its parameters' types where there are others of the name
    /// @param times how often the place is reached before it is the last
    Step(Service service, String type, String method, Place place, int times) {
        this.service = service;
        this.type = type;
        this.method = method;
        this.place = place;
        this.times = times;
    }

    /// Those that this service comes to with work that is promised already.
    static List<Step> after202(Service service) {
        return Stream.of(values())
                .filter(step -> step.service == service && step.compareTo(RECORDS_NOT_YET_SENT) >= 0)
                .toList();
    }

    Service service() {
        return service;
    }

    /// What the process says there, so that it is known to have died of this.
    String lastWords() {
        return "ends here, as asked: " + name();
    }

    /// As Byteman reads it. Halting runs no shutdown hook: nothing is finished, flushed or signed off.
    String rule() {
        return """
                RULE %1$s
                CLASS %2$s
                METHOD %3$s
                AT %4$s
                IF %5$s && incrementCounter("%1$s") >= %6$d
                DO traceln("%8$s"); killJVM(%7$d)
                ENDRULE
                """.formatted(name(), type, method, place.at, place.when, times, EXIT_CODE, lastWords());
    }
}
