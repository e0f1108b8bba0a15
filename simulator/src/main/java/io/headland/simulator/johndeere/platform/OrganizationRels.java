package io.headland.simulator.johndeere.platform;

import io.headland.simulator.johndeere.world.Organization;
import java.util.List;

/// The link relations of a connected organization, in the recorded order, with the scopes that they
/// require.
enum OrganizationRels {
  MACHINES("machines", "machines", Access.EQUIPMENT),
  WDT_CAPABLE_MACHINES("wdtCapableMachines", "machines?capability=wdt", Access.EQUIPMENT),
  FILES("files", "files", Access.FILES),
  TRANSFERABLE_FILES("transferableFiles", "files?transferable=true", Access.FILES),
  UPLOAD_FILE("uploadFile", "files", Access.FILES),
  SEND_FILE_TO_MACHINE("sendFileToMachine", "fileTransfers", Access.FILES),
  ADD_MACHINE("addMachine", "machines", Access.EQUIPMENT_WRITE),
  ADD_FIELD("addField", "fields", Access.FIELDS_WRITE),
  ASSETS("assets", "assets", Access.FIELDS),
  FIELDS("fields", "fields", Access.FIELDS),
  FARMS("farms", "farms", Access.FIELDS),
  BOUNDARIES("boundaries", "boundaries", Access.FIELDS),
  CLIENTS("clients", "clients", Access.FIELDS),
  FLAGS("flags", "flags", Access.FIELDS),
  FLAG_CATEGORY("flagCategory", "flagCategories", Access.FIELDS),
  CONTROLLERS("controllers", "orgController", Access.EQUIPMENT),
  FIELD_OPERATIONS("fieldOperations", "fieldOperations", Access.PRODUCTION_DATA);

  /// The access that the scopes of a token must include; a higher scope includes the lower ones.
  private enum Access {
    EQUIPMENT,
    EQUIPMENT_WRITE,
    FIELDS,
    FIELDS_WRITE,
    PRODUCTION_DATA,
    FILES
  }

  private final String rel;
  private final String path;
  private final Access access;

  OrganizationRels(String rel, String path, Access access) {
    this.rel = rel;
    this.path = path;
    this.access = access;
  }

  String rel() {
    return rel;
  }

  /// Relative to the organization.
  String path() {
    return path;
  }

  boolean isInScope(List<String> granted) {
    return switch (access) {
      case EQUIPMENT -> granted.contains("eq1") || granted.contains("eq2");
      case EQUIPMENT_WRITE -> granted.contains("eq2");
      case FIELDS -> granted.contains("ag1") || granted.contains("ag2") || granted.contains("ag3");
      case FIELDS_WRITE -> granted.contains("ag3");
      case PRODUCTION_DATA -> granted.contains("ag2") || granted.contains("ag3");
      case FILES -> granted.contains("files");
    };
  }

  boolean isOpen(Organization organization, List<String> granted) {
    return isInScope(granted) && !organization.withheldRels().contains(rel);
  }
}
