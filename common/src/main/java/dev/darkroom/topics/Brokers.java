package dev.darkroom.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/// Where the brokers are and how a client of theirs proves itself. Spring's listeners are told by `spring.kafka` too;
/// this is for the clients that we make ourselves, so that none of them comes to a locked door.
///
/// @param settings as Kafka names them
public record Brokers(Map<String, Object> settings) {

    private static final Pattern SECURITY = Pattern.compile("(?:security|ssl|sasl)\\..+");

    public Brokers {
        settings = Map.copyOf(settings);
    }

    /// @param kafka everything that `spring.kafka` says; only what all clients share is taken from it
    static Brokers at(List<String> addresses, KafkaProperties kafka) {
        var settings = kafka.buildAdminProperties();
        settings.keySet().removeIf(name -> !SECURITY.matcher(name).matches());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, addresses);
        return new Brokers(settings);
    }

    /// All that a client needs to know, with what it wants of its own.
    public Map<String, Object> with(Map<String, Object> own) {
        var all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }
}
