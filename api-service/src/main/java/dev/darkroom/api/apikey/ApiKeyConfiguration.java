package dev.darkroom.api.apikey;

import dev.darkroom.api.revoke.Revocations;
import dev.darkroom.ids.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

    @Bean
    KeyRing keyRing(
            StoredApiKeys keys,
            TransactionTemplate transaction,
            Revocations revocations,
            Ids ids,
            SecureRandom random,
            Clock clock) {
        return new KeyRing(keys, transaction, revocations, ids, random, clock);
    }
}
