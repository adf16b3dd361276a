package dev.darkroom.api.apikey;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/// The stored keys. Revoked ones stay in the table and are shown to nobody.
interface StoredApiKeys extends Repository<ApiKey, UUID> {

    ApiKey save(ApiKey key);

    Optional<ApiKey> findByIdAndOwnerIdAndRevokedAtIsNull(UUID id, UUID ownerId);

    List<ApiKey> findByOwnerIdAndRevokedAtIsNullOrderByIdDesc(UUID ownerId, Limit limit);

    List<ApiKey> findByOwnerIdAndRevokedAtIsNullAndIdLessThanOrderByIdDesc(UUID ownerId, UUID before, Limit limit);
}
