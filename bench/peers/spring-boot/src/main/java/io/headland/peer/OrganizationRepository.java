package io.headland.peer;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

public interface OrganizationRepository extends JpaRepository<Organization, Long> {
  Page<Organization> findByLeafUserId(UUID leafUserId, Pageable page);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<Organization> findLockedById(Long id);
}
