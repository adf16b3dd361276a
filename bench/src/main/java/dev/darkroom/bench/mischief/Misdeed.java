package dev.darkroom.bench.mischief;

import java.io.IOException;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// What a client can do wrong once it has been let in.
public enum Misdeed {
    /// Reads nothing of what it is sent, and stays.
    DEAF(10) {
        @Override
        void commit(Stranger stranger, RandomGenerator chance) throws IOException {
            stranger.waitUntilLetGo();
        }
    },
    /// Sends what is no frame.
    GARBAGE(40) {
        @Override
        void commit(Stranger stranger, RandomGenerator chance) throws IOException {
            var bytes = new byte[4_096];
            chance.nextBytes(bytes);
            stranger.send(bytes);
            stranger.readUntilLetGo();
        }
    },
    /// Says far more than 120 things a minute.
    FLOOD(20) {
        @Override
        void commit(Stranger stranger, RandomGenerator chance) throws IOException {
            for (int i = 0; i < 500; i++) {
                stranger.say("{\"type\":\"pong\"}");
            }
            stranger.readUntilLetGo();
        }
    },
    /// Reads everything and answers no ping.
    MUTE(200) {
        @Override
        void commit(Stranger stranger, RandomGenerator chance) throws IOException {
            stranger.readUntilLetGo();
        }
    };

    private final int clients;

    Misdeed(int clients) {
        this.clients = clients;
    }

    /// Who do it at the same time, each again as soon as it was let go.
    public int clients() {
        return clients;
    }

    abstract void commit(Stranger stranger, RandomGenerator chance) throws IOException;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
