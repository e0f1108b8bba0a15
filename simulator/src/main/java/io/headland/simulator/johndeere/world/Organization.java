package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.Client;
import io.headland.simulator.fielddata.FieldData;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An organization.
///
/// @param members the users who see it: user name to `true` for staff, `false` for a partner
/// @param connections client key to the time at which the application was connected
/// @param withheldRels link relations that are denied to all users
/// @param fieldData the clients, farms, fields and boundaries of the organization
/// @param removed removed from all lists, and not found by its id
public record Organization(
    String id,
    String name,
    String type,
    boolean internal,
    Map<String, Boolean> members,
    Map<String, Instant> connections,
    Set<String> withheldRels,
    boolean removed,
    @Nullable Restriction restriction,
    FieldData fieldData) {

  private static final FieldData EMPTY = FieldData.of(List.of());

  public Organization {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
    withheldRels = Collections.unmodifiableSet(new LinkedHashSet<>(withheldRels));
  }

  /// A customer organization without members and connections.
  public static Organization named(String id, String name) {
    return new Organization(
        id, name, "customer", false, Map.of(), Map.of(), Set.of(), false, null, EMPTY);
  }

  public boolean isVisibleTo(String userName) {
    return !removed && members.containsKey(userName);
  }

  public boolean isListedFor(String userName) {
    return isVisibleTo(userName) && (restriction == null || restriction.listed());
  }

  public boolean hasMember(String userName) {
    return members.getOrDefault(userName, false);
  }

  public boolean isConnectedTo(String clientKey) {
    return connections.containsKey(clientKey);
  }

  public Optional<Restriction> findRestriction() {
    return Optional.ofNullable(restriction);
  }

  public Organization withName(String other) {
    return new Organization(
        id,
        other,
        type,
        internal,
        members,
        connections,
        withheldRels,
        removed,
        restriction,
        fieldData);
  }

  public Organization withType(String other) {
    return new Organization(
        id,
        name,
        other,
        internal,
        members,
        connections,
        withheldRels,
        removed,
        restriction,
        fieldData);
  }

  /// Adds a user: `member` as a member, otherwise as a partner.
  public Organization withMember(String userName, boolean member) {
    Map<String, Boolean> more = new LinkedHashMap<>(members);
    more.put(userName, member);
    return new Organization(
        id, name, type, internal, more, connections, withheldRels, removed, restriction, fieldData);
  }

  public Organization connected(String clientKey, Instant at) {
    Map<String, Instant> more = new LinkedHashMap<>(connections);
    more.putIfAbsent(clientKey, at);
    return withConnections(more);
  }

  public Organization disconnected(String clientKey) {
    Map<String, Instant> fewer = new LinkedHashMap<>(connections);
    fewer.remove(clientKey);
    return withConnections(fewer);
  }

  private Organization withConnections(Map<String, Instant> other) {
    return new Organization(
        id, name, type, internal, members, other, withheldRels, removed, restriction, fieldData);
  }

  /// The same with these link relations withheld, in their order, and no others.
  public Organization withholding(Collection<String> rels) {
    return new Organization(
        id,
        name,
        type,
        internal,
        members,
        connections,
        new LinkedHashSet<>(rels),
        removed,
        restriction,
        fieldData);
  }

  public Organization removed(boolean gone) {
    return new Organization(
        id, name, type, internal, members, connections, withheldRels, gone, restriction, fieldData);
  }

  public Organization restricted(@Nullable Restriction other) {
    return new Organization(
        id, name, type, internal, members, connections, withheldRels, removed, other, fieldData);
  }

  /// All records of the organization, nested. The result is large for large organizations.
  public List<Client> clients() {
    return fieldData.nested();
  }

  public Organization withClients(List<Client> other) {
    return withFieldData(FieldData.of(other));
  }

  public Organization withFieldData(FieldData other) {
    return new Organization(
        id, name, type, internal, members, connections, withheldRels, removed, restriction, other);
  }
}
