package dev.darkroom.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The whole, running: each part started as soon as it can be of use, and kept alive until all are stopped.
final class Darkroom {

    private final Parts parts;
    private final Consumer<String> say;
    private final Supervised database;
    private final List<Supervised> independent;
    private final List<Supervised> services;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Darkroom(Parts parts, Consumer<String> say) {
        this.parts = parts;
        this.say = say;
        this.database = new Supervised(parts.database(), say);
        this.independent = supervised(parts.broker(), parts.stub());
        this.services = supervised(parts.api(), parts.worker(), parts.notifier());
    }

    /// Returns when every part is ready, or when it is stopped meanwhile. The services wait only for the
    /// database: the API makes the schema, the other two wait for that, and all of them bear with an absent
    /// Kafka.
    ///
    /// @param atMost how long each part may take
    /// @return whether everything is up
    /// @throws CannotStart naming the part that did not come up; others are running then
    boolean start(Duration atMost) throws InterruptedException {
        database.start();
        independent.forEach(Supervised::start);
        var awaited = new ArrayList<>(independent);
        awaited.add(database);
        while (!awaited.isEmpty()) {
            for (var part : List.copyOf(awaited)) {
                if (part.isUp(atMost)) {
                    awaited.remove(part);
                    announce(part);
                    if (part == database) {
                        services.forEach(Supervised::start);
                        awaited.addAll(services);
                    }
                }
            }
            if (stopping.await(Part.LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /// Stops every part, in order, and returns when none is left.
    void stop(Duration grace) {
        stopping.countDown();
        Stream.of(List.of(database), independent, services)
                .flatMap(List::stream)
                .forEach(Supervised::leaveAlone);
        parts.stop(grace);
    }

    void awaitStop() throws InterruptedException {
        stopping.await();
    }

    private void announce(Supervised ready) {
        say.accept(String.format(
                Locale.ROOT,
                "  %-17s ready after %4.1f s   %s",
                ready.part().name(),
                ready.sinceStart().toMillis() / 1000.0,
                ready.part().address()));
    }

    private List<Supervised> supervised(Part... those) {
        return Stream.of(those).map(part -> new Supervised(part, say)).toList();
    }
}
