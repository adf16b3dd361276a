package dev.darkroom.notifier.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.notifier.webhook.delivery.GuardedNames.AddressRefused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.9",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "::0808:0808",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::a83f:8110",
                "64:ff9b:1::0808:0808",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:0808:0808::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456:789a::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void no_webhook_leads_to_an_address_that_is_not_public(String address) {
        assertThat(new AddressGuard(false).admits(InetAddress.ofLiteral(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2600:1f18::1",
                "2a00:1450:4001::1"
            })
    void a_public_address_is_let_through(String address) {
        assertThat(new AddressGuard(false).admits(InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @Test
    void a_name_with_one_public_and_one_private_address_is_refused_whole() {
        assertThatThrownBy(() -> names(false, "8.8.8.8", "10.0.0.1").resolve("two.faced.example"))
                .isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> names(false, "2600:1f18::1", "::1").resolve("two.faced.example"))
                .isInstanceOf(AddressRefused.class);
    }

    @Test
    void what_was_checked_is_what_is_connected_to() throws UnknownHostException {
        var answers = new String[][] {{"8.8.8.8", "2600:1f18::1"}, {"127.0.0.1"}};
        var asked = new int[1];
        var names = new GuardedNames(
                new AddressGuard(false), _ -> literals(answers[asked[0]++]), threads, Duration.ofSeconds(5));

        assertThat(names.resolve("turns.coat.example")).containsExactly(literals("8.8.8.8", "2600:1f18::1"));
        assertThatThrownBy(() -> names.resolve("turns.coat.example")).isInstanceOf(AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1", "2130706433", "0", "[::1]", "::ffff:127.0.0.1", "localhost"})
    void every_spelling_of_this_machine_is_refused(String host) {
        var names =
                new GuardedNames(new AddressGuard(false), InetAddress::getAllByName, threads, Duration.ofSeconds(5));

        assertThatThrownBy(() -> names.resolve(host)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void where_every_owner_is_trusted_all_addresses_are_let_through() throws UnknownHostException {
        assertThat(names(true, "127.0.0.1").resolve("localhost")).containsExactly(literals("127.0.0.1"));
    }

    @Test
    void a_name_that_is_never_answered_does_not_hold_an_attempt() {
        var names = new GuardedNames(
                new AddressGuard(false),
                _ -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(5));
                    } catch (InterruptedException given) {
                        Thread.currentThread().interrupt();
                    }
                    return literals("8.8.8.8");
                },
                threads,
                Duration.ofMillis(100));

        assertThatThrownBy(() -> names.resolve("silent.example")).isInstanceOf(UnknownHostException.class);
    }

    private GuardedNames names(boolean everything, String... addresses) {
        return new GuardedNames(new AddressGuard(everything), _ -> literals(addresses), threads, Duration.ofSeconds(5));
    }

    private static InetAddress[] literals(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
