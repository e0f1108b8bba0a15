package io.headland.simulator.johndeere.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An immutable state of the simulated John Deere; a change creates another world.
public final class World {
  private final Map<String, Application> applications;
  private final Map<String, Grower> growers;
  private final List<Grant> grants;
  private final Members members;
  private final OrganizationIndex organizations;

  private World(
      Map<String, Application> applications,
      Map<String, Grower> growers,
      List<Grant> grants,
      OrganizationIndex organizations,
      Members members) {
    this.applications = applications;
    this.growers = growers;
    this.grants = grants;
    this.organizations = organizations;
    this.members = members;
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Gathers a world; [#build] refuses one that contradicts itself.
  static final class Builder {
    private final List<Application> applications = new ArrayList<>();
    private final List<Grower> growers = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<Organization> organizations = new ArrayList<>();

    private Builder() {}

    Builder application(Application application) {
      applications.add(application);
      return this;
    }

    Builder grower(Grower grower) {
      growers.add(grower);
      return this;
    }

    Builder grant(Grant grant) {
      grants.add(grant);
      return this;
    }

    Builder organization(Organization organization) {
      organizations.add(organization);
      return this;
    }

    /// Creates the world.
    ///
    /// @throws WorldException when ids repeat or something is named that does not exist
    World build() {
      List<String> problems = WorldCheck.problemsOf(applications, growers, grants, organizations);
      if (!problems.isEmpty()) {
        throw new WorldException(problems);
      }
      Map<String, Application> byKey = new LinkedHashMap<>();
      applications.forEach(a -> byKey.put(a.clientKey(), a));
      Map<String, Grower> byName = new LinkedHashMap<>();
      growers.forEach(g -> byName.put(g.userName(), g));
      return new World(
          Collections.unmodifiableMap(byKey),
          Collections.unmodifiableMap(byName),
          List.copyOf(grants),
          OrganizationIndex.of(organizations),
          Members.of(organizations));
    }
  }

  /// The same world with another application in the place of the one with its key.
  public World with(Application application) {
    Map<String, Application> changed = new LinkedHashMap<>(applications);
    changed.put(application.clientKey(), application);
    return new World(Collections.unmodifiableMap(changed), growers, grants, organizations, members);
  }

  public Collection<Application> applications() {
    return applications.values();
  }

  public Collection<Grower> growers() {
    return growers.values();
  }

  public List<Grant> grants() {
    return grants;
  }

  public Collection<Organization> organizations() {
    return organizations.all();
  }

  public Optional<Application> findApplication(String clientKey) {
    return Optional.ofNullable(applications.get(clientKey));
  }

  public Optional<Grower> findGrower(String userName) {
    return Optional.ofNullable(growers.get(userName));
  }

  public Optional<Organization> findOrganization(String id) {
    return organizations.find(id);
  }

  /// What a user can reach by id, in the order of the world.
  public List<Organization> organizationsVisibleTo(String userName) {
    return ofMember(userName).filter(o -> o.isVisibleTo(userName)).toList();
  }

  /// Whether a user still has an organization that is connected to the application.
  public boolean hasConnection(String userName, String clientKey) {
    return ofMember(userName).anyMatch(o -> o.isConnectedTo(clientKey));
  }

  private Stream<Organization> ofMember(String userName) {
    return members.of(userName).stream().map(organizations::find).flatMap(Optional::stream);
  }

  /// Adds the organization, or puts it in place of the one with its id. Costs the same in a small
  /// world as in a large one.
  public World with(Organization organization) {
    Set<String> before =
        findOrganization(organization.id()).map(o -> o.members().keySet()).orElse(Set.of());
    return new World(
        applications,
        growers,
        grants,
        organizations.with(organization),
        members.with(organization, before));
  }
}
