package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.PersistentMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An immutable state of the simulated Trimble; a change creates another one.
///
/// @param ids user name to the ids of the user's organizations
public record TrimbleWorld(
    TrimbleApplication application,
    List<TrimbleUser> users,
    PersistentMap<String, TrimbleOrganization> organizations,
    PersistentMap<String, List<String>> ids) {
  /// In place of a user name, for calls of the application itself: it sees what any user has
  /// authorized.
  static final String APPLICATION = "";

  public TrimbleWorld {
    users = List.copyOf(users);
  }

  static TrimbleWorld of(
      TrimbleApplication application,
      List<TrimbleUser> users,
      List<TrimbleOrganization> organizations) {
    Map<String, TrimbleOrganization> byId = HashMap.newHashMap(organizations.size());
    Map<String, List<String>> byUser = HashMap.newHashMap(users.size());
    for (TrimbleOrganization organization : organizations) {
      byId.put(organization.id(), organization);
      byUser
          .computeIfAbsent(organization.userName(), _ -> new ArrayList<>())
          .add(organization.id());
    }
    return new TrimbleWorld(application, users, PersistentMap.of(byId), PersistentMap.of(byUser));
  }

  public Optional<TrimbleOrganization> findOrganization(String id) {
    return organizations.find(id);
  }

  /// Authorized or not, in the order in which they were added.
  public List<TrimbleOrganization> organizationsOf(String userName) {
    return ids.find(userName).orElse(List.of()).stream()
        .map(organizations::find)
        .flatMap(Optional::stream)
        .toList();
  }

  List<TrimbleOrganization> authorizedOf(String userName) {
    Stream<String> names =
        userName.equals(APPLICATION)
            ? users.stream().map(TrimbleUser::userName)
            : Stream.of(userName);
    return names
        .flatMap(name -> organizationsOf(name).stream())
        .filter(TrimbleOrganization::authorized)
        .toList();
  }

  TrimbleWorld with(TrimbleApplication other) {
    return new TrimbleWorld(other, users, organizations, ids);
  }

  /// Adds the organization, or puts it in place of the one with its id.
  TrimbleWorld with(TrimbleOrganization organization) {
    PersistentMap<String, List<String>> known = ids;
    if (organizations.find(organization.id()).isEmpty()) {
      String userName = organization.userName();
      List<String> more = new ArrayList<>(ids.find(userName).orElse(List.of()));
      more.add(organization.id());
      known = ids.with(userName, more);
    }
    return new TrimbleWorld(
        application, users, organizations.with(organization.id(), organization), known);
  }
}
