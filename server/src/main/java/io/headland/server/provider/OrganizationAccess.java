package io.headland.server.provider;

/// The access of the application to an organization.
public enum OrganizationAccess {
  /// Its field data may be read, at least in part.
  CONNECTED,
  /// The organization is not connected to the application.
  NOT_CONNECTED,
  /// Visible, and without a link to connect it or to read anything. Whether it may be read is not
  /// known before a request.
  SCOPE_MISSING
}
