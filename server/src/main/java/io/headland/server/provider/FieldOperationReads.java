package io.headland.server.provider;

/// Reads field operations and the exports of their points.
public interface FieldOperationReads {

  /// One page of the operations of a field. Safe to repeat. Signatures as in
  /// [ProviderAdapter#fetchFieldData].
  Fetch<FieldOperationRecord> fetch(
      ProviderSession session, String providerOrgId, String providerFieldId, Cursor from)
      throws InterruptedException;

  /// Requests the export of an operation's points, or whether it is ready. Safe to repeat.
  ExportResponse requestExport(ProviderSession session, String providerOperationId)
      throws InterruptedException;
}
