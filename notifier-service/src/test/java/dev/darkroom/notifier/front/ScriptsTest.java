package dev.darkroom.notifier.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What only Node can check, without a service.
class ScriptsTest {

    @Test
    void the_official_parser_finds_no_fault_in_the_description() throws Exception {
        var description = Path.of("src/main/resources/asyncapi.yaml").toAbsolutePath();

        assertThat(Node.orSkip().run("validate.mjs", description.toString())).contains("17 messages");
    }

    @Test
    void the_client_keeps_its_promises_in_a_played_world() throws Exception {
        assertThat(Node.orSkip().run("--test", "darkroom.test.mjs")).contains("# fail 0", "# skipped 0");
    }

    @Test
    void the_types_in_the_clients_comments_hold() throws Exception {
        Node.orSkip()
                .run(
                        "node_modules/typescript/bin/tsc",
                        "--noEmit",
                        "--allowJs",
                        "--checkJs",
                        "--strict",
                        "--target",
                        "es2022",
                        "--lib",
                        "es2022,dom,dom.iterable",
                        "--typeRoots",
                        "none",
                        "darkroom.js");
    }
}
