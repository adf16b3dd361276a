package dev.darkroom.api.apikey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// A row of `api_key`. The key itself is not in it.
@Entity
@Table(name = "api_key")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // Hibernate reads every field
class ApiKey implements Persistable<UUID> {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID ownerId;

    private String name;
    private byte[] keyHash;
    private String lastFour;

    @Column(updatable = false)
    private Instant createdAt;

    private @Nullable Instant expiresAt;

    /// Written by whoever verifies the key.
    @Column(insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    private @Nullable Instant revokedAt;

    @Transient
    private boolean fresh;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected ApiKey() {}

    ApiKey(UUID id, UUID ownerId, String name, Secret secret, Instant createdAt, @Nullable Instant expiresAt) {
        this.id = id;
        this.ownerId = ownerId;
        this.name = name;
        this.keyHash = secret.hash;
        this.lastFour = secret.lastFour;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        this.fresh = true;
    }

    /// What is kept of the key's text.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Secret(byte[] hash, String lastFour) {}

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

    void revoke(Instant now) {
        revokedAt = now;
    }

    ApiKeyResource resource(@Nullable String shownOnce) {
        return new ApiKeyResource(id, name, shownOnce, lastFour, createdAt, expiresAt, lastUsedAt);
    }
}
