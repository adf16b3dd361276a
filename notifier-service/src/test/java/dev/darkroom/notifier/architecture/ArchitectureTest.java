package dev.darkroom.notifier.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.springframework.web.socket.WebSocketSession;

@AnalyzeClasses(packages = "dev.darkroom.notifier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_steps_have_no_cycle =
            slices().matching("dev.darkroom.notifier.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_protocol_is_plain_java = classes()
            .that(resideInAPackage("dev.darkroom.notifier.protocol.."))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.darkroom.notifier.protocol..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule nobody_depends_on_the_platform = noClasses()
            .that()
            .resideOutsideOfPackage("dev.darkroom.notifier.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.darkroom.notifier.platform..");

    @ArchTest
    static final ArchRule the_inbox_knows_no_sessions = noClasses()
            .that()
            .resideInAnyPackage("dev.darkroom.notifier.inbox..", "dev.darkroom.notifier.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.darkroom.notifier.sessions..", "dev.darkroom.notifier.handshake..");

    @ArchTest
    static final ArchRule only_sessions_touch_a_socket = noClasses()
            .that()
            .resideOutsideOfPackage("dev.darkroom.notifier.sessions..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(WebSocketSession.class);

    @ArchTest
    static final ArchRule time_is_handed_in = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("a test must be able to set the time");
}
