package io.headland.peer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "organization", indexes = @Index(columnList = "leaf_user_id, id"))
public class Organization {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE)
  private Long id;

  @Column(nullable = false)
  private UUID leafUserId;

  @Column(nullable = false)
  private String provider;

  @Column(nullable = false)
  private String providerOrgId;

  @Column(nullable = false)
  private String name;

  @Column(nullable = false)
  @Enumerated(EnumType.STRING)
  private OrganizationStatus status;

  private String managementUri;

  private Instant updatedAt;

  protected Organization() {}

  public void choose(OrganizationStatus status) {
    this.status = status;
    this.updatedAt = Instant.now();
  }

  public Long getId() {
    return id;
  }

  public UUID getLeafUserId() {
    return leafUserId;
  }

  public String getProvider() {
    return provider;
  }

  public String getProviderOrgId() {
    return providerOrgId;
  }

  public String getName() {
    return name;
  }

  public OrganizationStatus getStatus() {
    return status;
  }

  public String getManagementUri() {
    return managementUri;
  }

  public Instant getUpdatedAt() {
    return updatedAt;
  }
}
