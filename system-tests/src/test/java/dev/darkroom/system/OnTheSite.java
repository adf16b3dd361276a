package dev.darkroom.system;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test the one [Site] of the whole test run. After each test every part runs again, and what must always hold
/// is checked: a test that breaks an invariant fails, whatever else it looked at.
final class OnTheSite implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(OnTheSite.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return site(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        var site = site(context);
        site.endFurther();
        site.comeUp();
        site.aiServer().http().delete("/faults").expect(204);
        new Invariants(site).hold();
    }

    private static Site site(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Opening.class, _ -> Opening.attempt(), Opening.class)
                .site();
    }

    /// One attempt for the whole run: a site that did not come up once will not come up for the next test.
    private record Opening(@Nullable Site opened, @Nullable Exception failure) implements AutoCloseable {

        static Opening attempt() {
            try {
                return new Opening(Site.start(Path.of("target", "site").toAbsolutePath()), null);
            } catch (Exception e) {
                return new Opening(null, e);
            }
        }

        Site site() {
            if (opened == null) {
                throw new IllegalStateException("there is no site to test on", failure);
            }
            return opened;
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
