package dev.darkroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the words of a command line. What is misspelt is refused, never ignored.
final class Words {

    private static final int LONGEST_LIST = 100;

    private final List<String> plain = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    private Words(List<String> words) {
        for (var word = words.iterator(); word.hasNext(); ) {
            var next = word.next();
            if (!next.startsWith("--")) {
                plain.add(next);
            } else if (Set.of("--all", "--dry-run").contains(next)) {
                options.computeIfAbsent(next, _ -> new ArrayList<>()).add("true");
            } else if (word.hasNext()) {
                options.computeIfAbsent(next, _ -> new ArrayList<>()).add(word.next());
            } else {
                throw new NotUnderstood(next + " needs a value");
            }
        }
    }

    /// @throws NotUnderstood when they make no command
    static Order read(List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            return new Order.Help();
        }
        return new Words(words).order();
    }

    private Order order() {
        return switch (String.join(" ", plain.subList(0, Math.min(2, plain.size())))) {
            case "dead-letters list" -> {
                only(2, "--state", "--code", "--fingerprint", "--limit");
                var query = new LinkedHashMap<String, String>();
                put(query, "state", one("--state"));
                put(query, "failureCode", one("--code"));
                put(query, "fingerprint", one("--fingerprint"));
                query.put("limit", Integer.toString(number("--limit", 20, 1, LONGEST_LIST)));
                yield new Order.Letters(query);
            }
            case "dead-letters groups" -> {
                only(2);
                yield new Order.Groups();
            }
            case "dead-letters show" -> {
                only(3);
                yield new Order.Letter(id());
            }
            case "dead-letters discard" -> {
                only(3, "--reason");
                yield new Order.Discard(id(), needed("--reason"));
            }
            case "replay start" -> {
                only(2, "--id", "--code", "--fingerprint", "--all", "--dry-run", "--rate", "--canary");
                yield start();
            }
            case "replay status" -> {
                only(3);
                yield new Order.Status(id());
            }
            case "replay pause", "replay resume", "replay cancel" -> {
                only(3);
                yield new Order.Act(id(), plain.get(1));
            }
            case "audit" -> {
                only(1, "--limit");
                yield new Order.AuditTrail(number("--limit", 20, 1, LONGEST_LIST));
            }
            case "" -> throw new NotUnderstood("a command is missing");
            default -> throw new NotUnderstood("there is no command '" + String.join(" ", plain) + "'");
        };
    }

    /// Everything must be meant: all is said by `--all`, and nothing else says it.
    private Order start() {
        var byId = options.containsKey("--id");
        var byFilter = options.containsKey("--code") || options.containsKey("--fingerprint");
        var all = options.containsKey("--all");
        if ((byId ? 1 : 0) + (byFilter ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw new NotUnderstood("say which: --id, or --code and --fingerprint, or --all");
        }
        var body = new LinkedHashMap<String, Object>();
        if (byId) {
            body.put(
                    "ids",
                    options.getOrDefault("--id", List.of()).stream()
                            .map(Words::uuid)
                            .toList());
        } else {
            var filter = new LinkedHashMap<String, String>();
            put(filter, "failureCode", one("--code"));
            put(filter, "fingerprint", one("--fingerprint"));
            body.put("filter", filter);
        }
        body.put("dryRun", options.containsKey("--dry-run"));
        body.put("ratePerSecond", number("--rate", 50, 1, 500));
        body.put("canary", number("--canary", 0, 0, 100));
        return new Order.Start(body, options.containsKey("--dry-run"));
    }

    private void only(int words, String... known) {
        options.keySet().stream()
                .filter(option -> !List.of(known).contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new NotUnderstood(option + " is not known here");
                });
        if (plain.size() > words) {
            throw new NotUnderstood("'" + plain.get(words) + "' is too much");
        }
    }

    private UUID id() {
        if (plain.size() < 3) {
            throw new NotUnderstood("an id is missing");
        }
        return uuid(plain.get(2));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException other) {
            throw new NotUnderstood("'" + text + "' is no id");
        }
    }

    private String needed(String option) {
        var value = one(option);
        if (value == null || value.isBlank()) {
            throw new NotUnderstood(option + " is missing");
        }
        return value;
    }

    private int number(String option, int otherwise, int least, int most) {
        var value = one(option);
        try {
            var number = value == null ? otherwise : Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException other) {
            // told below, as what is out of range
        }
        throw new NotUnderstood(option + " is a number from " + least + " to " + most);
    }

    private @Nullable String one(String option) {
        var values = options.get(option);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            throw new NotUnderstood(option + " is given twice");
        }
        return values.getFirst();
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
