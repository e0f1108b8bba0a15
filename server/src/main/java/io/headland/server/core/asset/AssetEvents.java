package io.headland.server.core.asset;

import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The events of changed assets.
public final class AssetEvents {
  private AssetEvents() {}

  /// The event of an asset of a provider that was stored.
  public static NewEvent stored(
      OrganizationKey organization, AssetKind kind, AssetWriteStore.Change change) {
    EventType type =
        switch (kind) {
          case MACHINE -> change.isNew() ? EventType.MACHINE_CREATED : EventType.MACHINE_UPDATED;
          case IMPLEMENT ->
              change.isNew() ? EventType.IMPLEMENT_CREATED : EventType.IMPLEMENT_UPDATED;
          case OPERATOR -> change.isNew() ? EventType.OPERATOR_CREATED : EventType.OPERATOR_UPDATED;
        };
    return ofProvider(type, organization, kind, change);
  }

  /// The event of an asset of a provider that was deleted.
  public static NewEvent removed(
      OrganizationKey organization, AssetKind kind, AssetWriteStore.Change change) {
    EventType type =
        switch (kind) {
          case MACHINE -> EventType.MACHINE_REMOVED;
          case IMPLEMENT -> EventType.IMPLEMENT_REMOVED;
          case OPERATOR -> EventType.OPERATOR_REMOVED;
        };
    return ofProvider(type, organization, kind, change);
  }

  private static NewEvent ofProvider(
      EventType type, OrganizationKey organization, AssetKind kind, AssetWriteStore.Change change) {
    String word = word(kind);
    ObjectNode data = data(kind, AssetOrigin.PROVIDER_POOLED, change.id(), change.name());
    data.put("providerOrgId", organization.org());
    data.put(
        "provider" + Character.toUpperCase(word.charAt(0)) + word.substring(1) + "Id",
        change.asset());
    return new NewEvent(
        type,
        organization.account().leafUser(),
        organization.account().provider().wireName(),
        entity(kind, change.id()),
        data);
  }

  /// The event of an asset without a provider.
  static NewEvent ofUser(
      EventType type,
      LeafUserId leafUser,
      AssetKind kind,
      AssetOrigin origin,
      UUID id,
      String name) {
    return new NewEvent(type, leafUser, null, entity(kind, id), data(kind, origin, id, name));
  }

  private static ObjectNode data(AssetKind kind, AssetOrigin origin, UUID id, String name) {
    return Json.MAPPER
        .createObjectNode()
        .put(word(kind) + "Id", id.toString())
        .put("name", name)
        .put("originType", origin.name());
  }

  private static String entity(AssetKind kind, UUID id) {
    return word(kind) + "/" + id;
  }

  private static String word(AssetKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
