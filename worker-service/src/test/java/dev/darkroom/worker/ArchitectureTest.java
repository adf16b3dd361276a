package dev.darkroom.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

@AnalyzeClasses(packages = "dev.darkroom.worker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_heart_is_plain_java = noClasses()
            .that(resideInAPackage("dev.darkroom.worker.job.."))
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.darkroom.worker.job..", "dev.darkroom.contract..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule data_flows_forward = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("intake")
            .definedBy("dev.darkroom.worker.intake..")
            .layer("attempt")
            .definedBy("dev.darkroom.worker.attempt..")
            .layer("generate")
            .definedBy("dev.darkroom.worker.generate..")
            .layer("store")
            .definedBy("dev.darkroom.worker.store..")
            .layer("lease")
            .definedBy("dev.darkroom.worker.lease..")
            .layer("outcome")
            .definedBy("dev.darkroom.worker.outcome..")
            .layer("progress")
            .definedBy("dev.darkroom.worker.progress..")
            .whereLayer("progress")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("attempt")
            .mayOnlyBeAccessedByLayers("intake")
            .whereLayer("generate")
            .mayOnlyBeAccessedByLayers("attempt")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("attempt", "generate")
            .whereLayer("lease")
            .mayOnlyBeAccessedByLayers("intake", "attempt")
            .whereLayer("outcome")
            .mayOnlyBeAccessedByLayers("intake", "attempt", "lease", "progress");

    @ArchTest
    static final ArchRule no_two_steps_need_each_other =
            slices().matching("dev.darkroom.worker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_one_package_speaks_http = noClasses()
            .that()
            .resideOutsideOfPackage("dev.darkroom.worker.generate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule only_the_ends_of_the_path_speak_kafka = noClasses()
            .that()
            .resideOutsideOfPackages("dev.darkroom.worker.intake..", "dev.darkroom.worker.progress..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule points_in_time_are_the_databases_and_durations_are_handed_in = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule adapters_are_nobodys_business = classes()
            .that()
            .areAnnotatedWith(Component.class)
            .and()
            .haveSimpleNameStartingWith("Directory")
            .or()
            .haveSimpleNameStartingWith("OpenAi")
            .should()
            .bePackagePrivate();
}
