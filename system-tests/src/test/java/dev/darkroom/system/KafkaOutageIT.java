package dev.darkroom.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Order(4)
@ExtendWith(OnTheSite.class)
class KafkaOutageIT {

    @ParameterizedTest
    @EnumSource
    void without_kafka_orders_are_accepted_and_wait(Fault fault, Site site) throws Exception {
        var owner = site.newOwner();
        try (var socket = owner.listen()) {
            var before = owner.order(10, "asked before");

            fault.strike(site.kafka());
            var meanwhile = owner.order(20, "asked meanwhile");
            assertThat(meanwhile)
                    .allSatisfy(
                            order -> assertThat(owner.read(order.id()).status()).isEqualTo("PENDING"));
            site.bringBack(site.kafka());

            owner.awaitComplete(before);
            owner.awaitComplete(meanwhile);
            var calls = site.aiServer().calls();
            assertThat(before).allSatisfy(order -> assertThat(calls.of(order)).isOne());
            assertThat(meanwhile)
                    .allSatisfy(order -> assertThat(calls.of(order)).isOne());
            socket.awaitSequence(1, 30);
        }
    }
}
