package dev.darkroom.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// One browser for a class, a tab for each test, and no test after which the page has complained of anything.
@ExtendWith(OnTheSite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InTheStudio {

    Studio studio;
    Tab tab;

    @BeforeAll
    void openTheBrowser(Site site, @TempDir(cleanup = CleanupMode.NEVER) Path profile) throws IOException {
        studio = new Studio(site, profile);
    }

    @AfterAll
    void closeTheBrowser() {
        if (studio != null) {
            studio.close();
        }
    }

    @BeforeEach
    void openATab(Site site) {
        site.aiServer().takes(Duration.ofMillis(150));
        tab = studio.tab();
    }

    @AfterEach
    void nothingWasRefusedOrThrown() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
    }
}
