package dev.darkroom.api.account;

import dev.darkroom.ids.Ids;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandingAccounts.class)
class AccountConfiguration {

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    Credentials credentials(Accounts accounts, Passwords passwords) {
        return new Credentials(accounts, passwords);
    }

    @Bean
    Membership.Births births(Ids ids, Clock clock) {
        return new Membership.Births(ids, clock);
    }

    @Bean
    Membership membership(
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            TransactionTemplate transaction,
            Membership.Births births) {
        return new Membership(accounts, passwords, sessions, transaction, births);
    }

    /// @param everybody whether the page tells the demo account's password to whoever opens it
    @Bean
    SharedAccount sharedAccount(
            Accounts accounts, StandingAccounts standing, @Value("${darkroom.studio.demo}") boolean everybody) {
        return new SharedAccount(
                accounts,
                Optional.of(standing.demo())
                        .filter(demo -> everybody && demo.wanted())
                        .map(demo -> Email.folded(demo.email())));
    }

    @Bean
    AccountsAtHand accountsAtHand(
            StandingAccounts wanted,
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            TransactionTemplate transaction,
            Membership.Births births) {
        return new AccountsAtHand(
                wanted, accounts, passwords, sessions, new AccountsAtHand.Ground(transaction, births));
    }
}
