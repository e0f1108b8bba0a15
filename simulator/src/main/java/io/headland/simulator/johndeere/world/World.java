package io.headland.simulator.johndeere.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One state of the simulated John Deere, unchangeable; a change makes another world.
public final class World {
  private final Map<String, Application> applications;
  private final Map<String, Grower> growers;
  private final List<Grant> grants;
  private final Map<String, Organization> organizations;
  private final Map<String, List<Organization>> visibleTo = new LinkedHashMap<>();

  private World(
      Map<String, Application> applications,
      Map<String, Grower> growers,
      List<Grant> grants,
      Map<String, Organization> organizations) {
    this.applications = Collections.unmodifiableMap(applications);
    this.growers = Collections.unmodifiableMap(growers);
    this.grants = List.copyOf(grants);
    this.organizations = Collections.unmodifiableMap(organizations);
    for (Organization organization : organizations.values()) {
      for (String userName : organization.members().keySet()) {
        if (organization.isVisibleTo(userName)) {
          visibleTo.computeIfAbsent(userName, _ -> new ArrayList<>()).add(organization);
        }
      }
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Gathers a world; [#build] refuses one that contradicts itself.
  public static final class Builder {
    private final List<Application> applications = new ArrayList<>();
    private final List<Grower> growers = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<Organization> organizations = new ArrayList<>();

    private Builder() {}

    public Builder application(Application application) {
      applications.add(application);
      return this;
    }

    public Builder grower(Grower grower) {
      growers.add(grower);
      return this;
    }

    public Builder grant(Grant grant) {
      grants.add(grant);
      return this;
    }

    public Builder organization(Organization organization) {
      organizations.add(organization);
      return this;
    }

    /// Makes the world.
    ///
    /// @throws WorldException when ids repeat or something is named that does not exist
    public World build() {
      List<String> problems = WorldCheck.problemsOf(applications, growers, grants, organizations);
      if (!problems.isEmpty()) {
        throw new WorldException(problems);
      }
      Map<String, Application> byKey = new LinkedHashMap<>();
      applications.forEach(a -> byKey.put(a.clientKey(), a));
      Map<String, Grower> byName = new LinkedHashMap<>();
      growers.forEach(g -> byName.put(g.userName(), g));
      Map<String, Organization> byId = new LinkedHashMap<>();
      organizations.forEach(o -> byId.put(o.id(), o));
      return new World(byKey, byName, grants, byId);
    }
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
    return organizations.values();
  }

  public Optional<Application> findApplication(String clientKey) {
    return Optional.ofNullable(applications.get(clientKey));
  }

  public Optional<Grower> findGrower(String userName) {
    return Optional.ofNullable(growers.get(userName));
  }

  public Optional<Organization> findOrganization(String id) {
    return Optional.ofNullable(organizations.get(id));
  }

  /// What a user can reach by id, in the order of the world.
  public List<Organization> organizationsVisibleTo(String userName) {
    return Collections.unmodifiableList(visibleTo.getOrDefault(userName, List.of()));
  }

  /// Whether a user still has an organization that is connected to the application.
  public boolean hasConnection(String userName, String clientKey) {
    return organizations.values().stream()
        .anyMatch(o -> o.members().containsKey(userName) && o.isConnectedTo(clientKey));
  }

  /// Adds the organization, or puts it in place of the one with its id.
  public World with(Organization organization) {
    Map<String, Organization> changed = new LinkedHashMap<>(organizations);
    changed.put(organization.id(), organization);
    return new World(applications, growers, grants, changed);
  }
}
