package dev.darkroom.api.account;

import dev.darkroom.identity.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// A row of `account`. An update writes the changed columns only, so that a new name never brings back an old password.
@Entity
@Table(name = "account")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // Hibernate reads every field
class Account implements Persistable<UUID> {

    @Id
    private UUID id;

    @Column(updatable = false)
    private String email;

    private @Nullable String displayName;
    private String passwordHash;
    private String[] roles;
    private Instant passwordChangedAt;

    @Transient
    private boolean fresh;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Account() {}

    Account(UUID id, String email, @Nullable String displayName, String passwordHash, Set<Role> roles, Instant now) {
        this.id = id;
        this.email = email;
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.roles = names(roles);
        this.passwordChangedAt = now;
        this.fresh = true;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    @PostLoad
    @PostPersist
    void stored() {
        fresh = false;
    }

    String email() {
        return email;
    }

    @Nullable String displayName() {
        return displayName;
    }

    String passwordHash() {
        return passwordHash;
    }

    Set<Role> roles() {
        var known = EnumSet.noneOf(Role.class);
        Arrays.stream(roles).map(Role::valueOf).forEach(known::add);
        return known;
    }

    void rename(@Nullable String displayName) {
        this.displayName = displayName;
    }

    void changePassword(String hash, Instant now) {
        this.passwordHash = hash;
        this.passwordChangedAt = now;
    }

    void grant(Set<Role> roles) {
        this.roles = names(roles);
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).toArray(String[]::new);
    }
}
