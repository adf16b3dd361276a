package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.Eventually;
import dev.darkroom.testkit.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/// What goes on after a mistake: the owner's, the operator's, or our own.
@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondChanceTest {

    private Database database;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(database, broker, WebhookTest.QUICK);
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    private Owner owner() {
        return new Owner(darkroom.notifier, darkroom.keys);
    }

    @Test
    void a_redelivery_asked_for_while_the_last_attempt_is_in_hand_begins_the_schedule_anew() throws Exception {
        var asked = new CountDownLatch(1);
        try (var receiver = new Receiver((exchange, nth) -> {
            if (nth == 4) {
                var _ = asked.await(1, TimeUnit.SECONDS);
            }
            Receiver.answer(exchange, nth <= 4 ? 500 : 200);
        })) {
            var owner = owner();
            var hook = owner.hook(receiver.url());
            darkroom.events.completed(owner.id);
            receiver.await(4);
            var delivery = owner.deliveries(hook).get(0).get("deliveryId").stringValue();

            var again = owner.ask("POST", hook.path() + "/deliveries/" + delivery + "/redeliver", "");
            asked.countDown();

            assertThat(again.statusCode()).isEqualTo(202);
            var delivered = owner.awaitDelivery(hook, "DELIVERED");
            assertThat(delivered.get("log")).hasSize(5);
            assertThat(delivered.get("attempts").intValue()).isEqualTo(2);
        }
    }

    @Test
    void whichever_secret_of_the_last_day_a_receiver_has_signs() throws Exception {
        try (var receiver = Receiver.answering(200)) {
            var owner = owner();
            var hook = owner.hook(receiver.url());
            var secrets = new ArrayList<>(List.of(hook.secret(), rotated(owner, hook), rotated(owner, hook)));
            darkroom.events.completed(owner.id);

            var heard = receiver.await(1).getFirst();
            secrets.forEach(heard::isSignedWith);
            assertThat(heard.header("Webhook-signature").split(" ", -1)).hasSize(3);

            // The oldest has had its day, which is none of the others' business.
            database.jdbc().update("""
                    update webhook_endpoint
                       set former_secret = overlay(former_secret placing int8send(1) from octet_length(secret) + 1)
                     where id = ?
                    """, hook.id());
            darkroom.events.completed(owner.id);
            var later = receiver.await(2).get(1);
            assertThat(secrets).map(later::verifies).containsExactly(false, true, true);

            for (int n = 0; n < 4; n++) {
                secrets.add(rotated(owner, hook));
            }
            darkroom.events.completed(owner.id);
            var last = receiver.await(3).get(2);
            assertThat(secrets).map(last::verifies).containsExactly(false, true, true, true, true, true, true);
        }
    }

    private static String rotated(Owner owner, Owner.Hook hook) {
        return owner.patch(hook, "{\"rotateSecret\":true}").get("secret").stringValue();
    }

    @Test
    void our_own_faults_are_charged_to_nobody() throws Exception {
        try (var receiver = Receiver.answering(200)) {
            var owner = owner();
            var hook = owner.hook(receiver.url());
            database.jdbc()
                    .update(
                            "update webhook_endpoint set secret = set_byte(secret, 20, get_byte(secret, 20) # 1)"
                                    + " where id = ?",
                            hook.id());
            darkroom.events.completed(owner.id);

            Eventually.eventually(() -> assertThat(database.jdbc()
                            .queryForList(
                                    "select claim is null and attempts = 0 and due_at > now() + interval '10 minutes'"
                                            + " from webhook_delivery where endpoint_id = ? and state = 'PENDING'",
                                    Boolean.class,
                                    hook.id()))
                    .containsExactly(true));
            assertThat(owner.get(hook.path()).get("failingSince").isNull()).isTrue();

            var fresh = rotated(owner, hook);
            database.jdbc().update("update webhook_delivery set due_at = now() where endpoint_id = ?", hook.id());
            receiver.await(1).getFirst().isSignedWith(fresh);
        }
    }

    @Test
    void an_inbox_that_has_stopped_by_itself_is_opened_again() {
        var owner = owner();
        var inbox = darkroom.notifier.part(KafkaListenerEndpointRegistry.class).getListenerContainer("inbox");
        Eventually.eventually(() -> assertThat(inbox.isRunning()).isTrue());

        inbox.stopAbnormally(() -> {});
        darkroom.events.completed(owner.id);

        Eventually.eventually(() -> assertThat(database.jdbc()
                        .queryForList("select seq from notification where owner_id = ?", Long.class, owner.id))
                .containsExactly(1L));
    }
}
