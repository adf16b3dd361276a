package dev.darkroom.api.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class PagePolicyTest {

    @Test
    void with_two_origins_the_page_may_load_the_client_from_the_other_and_call_both() {
        var policy = new PagePolicy(URI.create("http://localhost:8080"), URI.create("http://localhost:8082")).text();

        assertThat(policy)
                .contains(
                        "default-src 'none';",
                        "script-src 'self' http://localhost:8082;",
                        "img-src 'self' http://localhost:8080;",
                        "connect-src 'self' http://localhost:8080 http://localhost:8082 ws://localhost:8082;",
                        "trusted-types 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void behind_one_origin_nothing_else_is_named() {
        var one = URI.create("https://pictures.example.org");

        assertThat(new PagePolicy(one, one).text())
                .contains("connect-src 'self' https://pictures.example.org wss://pictures.example.org;")
                .doesNotContain("http://");
    }

    @Test
    void the_demo_is_offered_only_where_everybody_may() {
        assertThat(new DemoOffer(false, "demo@example.org", "a long password").account())
                .isNull();
        assertThat(new DemoOffer(true, "", "").account()).isNull();
        assertThat(new DemoOffer(true, "demo@example.org", "a long password").account())
                .isEqualTo(new DemoOffer.Account("demo@example.org", "a long password"));
        assertThat(new DemoOffer(true, "demo@example.org", "a long password"))
                .asString()
                .doesNotContain("password");
    }
}
