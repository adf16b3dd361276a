package dev.darkroom.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Lets every `DARKROOM_X` be given as `DARKROOM_X_FILE`, the path of a file that holds the value. Trailing line ends
/// are cut off. Giving both, or a file that cannot be read, stops the start.
final class SecretFiles implements EnvironmentPostProcessor, Ordered {

    private static final Pattern NAME = Pattern.compile("(DARKROOM_[A-Z0-9_]+)_FILE");
    /// A PEM key has 300 bytes; anything this large is the wrong file.
    private static final long LARGEST = 64 * 1024;

    private final Supplier<Map<String, String>> variables;

    SecretFiles() {
        this(System::getenv);
    }

    SecretFiles(Supplier<Map<String, String>> variables) {
        this.variables = variables;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var given = variables.get();
        var read = new HashMap<String, Object>();
        given.forEach((variable, path) -> {
            var named = NAME.matcher(variable);
            if (named.matches() && !path.isBlank()) {
                var value = named.group(1);
                if (!Objects.requireNonNullElse(given.get(value), "").isEmpty()) {
                    throw new SettingRefused(
                            "Both " + value + " and " + variable + " are set.", "Set one of the two, not both.");
                }
                read.put(value, contents(variable, Path.of(path)));
            }
        });
        if (!read.isEmpty()) {
            environment.getPropertySources().addFirst(new MapPropertySource("secretFiles", read));
        }
    }

    private static String contents(String variable, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new SettingRefused(
                        variable + " names " + file + ", which is too large.", "Name the file that holds the value.");
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException unreadable) {
            throw new SettingRefused(
                    variable + " names " + file + ", which cannot be read.",
                    "Create the file, or let this process read it.");
        }
    }

    /// Before the configuration files, whose placeholders refer to these values.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }
}
