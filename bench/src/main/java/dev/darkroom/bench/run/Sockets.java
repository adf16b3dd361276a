package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.feed.KafkaFeed;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.report.Resident;
import dev.darkroom.bench.system.Mint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;

/// What sockets by the thousand cost and how soon they tell. One owner for each, minted, and events put straight onto
/// Kafka: neither api-service nor a worker is in the way of what is measured.
///
/// @param files where the running system keeps its secrets and process ids
record Sockets(
        LoopbackAddress api, LoopbackAddress notifier, String kafka, OwnFiles files, Set<Step> steps, Audience audience)
        implements Run {

    /// For Kafka's clients, the class path and what else a JVM keeps open.
    private static final int OTHER_FILES = 300;

    static Sockets from(Arguments arguments) {
        return new Sockets(
                Addresses.api(arguments),
                arguments.address("notifier", "http://localhost:8082"),
                arguments.text("kafka", "localhost:19092"),
                new OwnFiles(
                        arguments.text("signing-key-file", ".darkroom/keys/signing-key.pem"),
                        arguments.text("notifier-pid-file", ".darkroom/run/notifier-service.pid")),
                Step.read(arguments.text("steps", Step.USUAL)),
                Audience.from(arguments));
    }

    record OwnFiles(String signingKey, String notifierPid) {

        long pid() {
            try {
                return Long.parseLong(Files.readString(Path.of(notifierPid)).strip());
            } catch (IOException | NumberFormatException unreadable) {
                throw new Refusal("there is no process id in %s: --notifier-pid-file names it".formatted(notifierPid));
            }
        }
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        var pid = files.pid();
        enoughFiles("this process", ProcessHandle.current().pid());
        enoughFiles("notifier-service", pid);
        stage.says().accept("minting %,d owners".formatted(audience.connections()));
        var mint = Mint.of(api, files.signingKey(), InstantSource.system(), stage.chance());
        var owners = new ArrayList<UUID>();
        var tokens = new ArrayList<String>();
        for (int i = 0; i < audience.connections(); i++) {
            owners.add(mint.owner());
            tokens.add(mint.token(owners.getLast()));
        }
        var strangers = new ArrayList<Misbehaviour.Stranger>();
        if (steps.contains(Step.MISBEHAVE)) {
            for (int i = 0; i < audience.storm(); i++) {
                var owner = mint.owner();
                strangers.add(new Misbehaviour.Stranger(owner, mint.token(owner)));
            }
        }
        try (var feed = new KafkaFeed(kafka, InstantSource.system(), stage.chance())) {
            var performance = new Performance(audience, notifier, owners, tokens, feed, () -> Resident.of(pid));
            var others = new Misbehaviour(audience, notifier, strangers, feed, stage.chance());
            return performance.go(steps, others, stage.says());
        }
    }

    private void enoughFiles(String who, long pid) {
        var limit = Resident.openFiles(pid);
        var storm = steps.contains(Step.MISBEHAVE) ? audience.storm() : 0;
        var needed = audience.connections() + storm + OTHER_FILES;
        if (limit < needed) {
            throw new Refusal(
                    "%s may open %,d files only and needs %,d: start it behind ulimit -n %d, or take fewer --connections"
                            .formatted(who, limit, needed, needed));
        }
    }
}
