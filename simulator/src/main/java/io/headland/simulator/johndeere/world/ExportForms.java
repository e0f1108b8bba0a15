package io.headland.simulator.johndeere.world;

import java.time.Duration;

/// Properties of the asynchronous export of points that no recorded traffic decides, and defects of
/// exports that a client must handle.
///
/// @param building the response while an export is built
/// @param unavailable the response if an operation never has an export
/// @param pendingCalls the number of calls before an export is complete
/// @param defect what is wrong with every export
/// @param layout the folder of the files
/// @param units the unit system when the call names none: the preference of the organization
/// @param products how the metadata names the product
/// @param machineColumn whether the column `Machine` exists
/// @param defaultResolution the resolution when the call names none
/// @param linkLifetime how long the address of an export is valid
public record ExportForms(
    Building building,
    Unavailable unavailable,
    int pendingCalls,
    Defect defect,
    Layout layout,
    Units units,
    ProductForm products,
    boolean machineColumn,
    Detail defaultResolution,
    Duration linkLifetime) {
  public ExportForms {
    if (pendingCalls < 0) {
      throw new IllegalArgumentException("exportPendingCalls: must not be below zero");
    }
    if (!linkLifetime.isPositive()) {
      throw new IllegalArgumentException("exportLinkLifetime: must be longer than zero");
    }
  }

  /// The response while an export is built.
  public enum Building {
    /// 202.
    ACCEPTED,
    /// 200 without a body.
    EMPTY_OK
  }

  /// The response if an operation is of a type without exports.
  public enum Unavailable {
    NOT_ACCEPTABLE(406),
    NOT_FOUND(404);

    private final int status;

    Unavailable(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /// What is wrong with every export.
  public enum Defect {
    NONE,
    /// It is never complete.
    NEVER_COMPLETE,
    /// The address has expired when it is sent.
    LINK_EXPIRED,
    /// The address leads to a private network.
    LINK_PRIVATE_HOST,
    /// The address leads to an unrelated host.
    LINK_OTHER_HOST,
    /// The address has another scheme than HTTP.
    LINK_OTHER_SCHEME,
    /// The 307 has no `Location`.
    LINK_MISSING,
    /// Bytes in the middle of the zip are changed.
    CORRUPT,
    /// The zip ends in the middle.
    TRUNCATED,
    /// The zip has no entries.
    EMPTY,
    /// The zip has an entry of 512 MiB of zeros.
    BOMB,
    /// The zip has entries whose names lead out of the folder.
    TRAVERSAL
  }

  /// The folder of the files in the zip.
  public enum Layout {
    ROOT,
    /// `doc/`, as in exports of the web application.
    DOC
  }

  /// The unit system.
  public enum Units {
    METRIC,
    ENGLISH,
    MIXED
  }

  /// How the metadata names the product of an application.
  public enum ProductForm {
    /// An object `Product` with its components, as in the samples of 2019.
    SINGLE,
    /// A list `Products`, to which the column `PRODUCTHASH` refers, as reported in 2026.
    LIST
  }

  /// The resolutions.
  public enum Detail {
    EACH_SECTION,
    EACH_SENSOR,
    ONE_HERTZ
  }

  public static ExportForms defaults() {
    return new ExportForms(
        Building.ACCEPTED,
        Unavailable.NOT_ACCEPTABLE,
        1,
        Defect.NONE,
        Layout.ROOT,
        Units.ENGLISH,
        ProductForm.SINGLE,
        true,
        Detail.ONE_HERTZ,
        Duration.ofHours(1));
  }

  public static ExportForms alternatives() {
    return new ExportForms(
        Building.EMPTY_OK,
        Unavailable.NOT_FOUND,
        3,
        Defect.NONE,
        Layout.DOC,
        Units.METRIC,
        ProductForm.LIST,
        false,
        Detail.EACH_SECTION,
        Duration.ofHours(1));
  }

  public ExportForms withBuilding(Building other) {
    return new ExportForms(
        other,
        unavailable,
        pendingCalls,
        defect,
        layout,
        units,
        products,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withUnavailable(Unavailable other) {
    return new ExportForms(
        building,
        other,
        pendingCalls,
        defect,
        layout,
        units,
        products,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withPendingCalls(int other) {
    return new ExportForms(
        building,
        unavailable,
        other,
        defect,
        layout,
        units,
        products,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withDefect(Defect other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        other,
        layout,
        units,
        products,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withLayout(Layout other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        defect,
        other,
        units,
        products,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withUnits(Units other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        defect,
        layout,
        other,
        products,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withProducts(ProductForm other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        defect,
        layout,
        units,
        other,
        machineColumn,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withMachineColumn(boolean other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        defect,
        layout,
        units,
        products,
        other,
        defaultResolution,
        linkLifetime);
  }

  public ExportForms withDefaultResolution(Detail other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        defect,
        layout,
        units,
        products,
        machineColumn,
        other,
        linkLifetime);
  }

  public ExportForms withLinkLifetime(Duration other) {
    return new ExportForms(
        building,
        unavailable,
        pendingCalls,
        defect,
        layout,
        units,
        products,
        machineColumn,
        defaultResolution,
        other);
  }
}
