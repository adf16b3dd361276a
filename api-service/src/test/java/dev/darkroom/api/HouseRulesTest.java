package dev.darkroom.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.data.repository.Repository;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "dev.darkroom.api", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.darkroom.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule controllers_are_nobody_elses_business =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule rows_are_nobody_elses_business =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule repositories_are_nobody_elses_business =
            classes().that().areAssignableTo(Repository.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule time_is_handed_in = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule clocks_and_chance_come_from_the_platform = noClasses()
            .that()
            .resideOutsideOfPackage("dev.darkroom.api.platform..")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule whoever_speaks_to_kafka_knows_its_passwords_and_certificates_too =
            noClasses().should().dependOnClassesThat().areAssignableTo(KafkaConnectionDetails.class);

    @ArchTest
    static final ArchRule nobody_depends_on_the_platform = noClasses()
            .that()
            .resideOutsideOfPackage("dev.darkroom.api.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.darkroom.api.platform..");
}
