package io.headland.server.provider;

/// What our application may do in an organization.
public enum OrganizationAccess {
  /// What lies beneath it may be read, at least in part.
  CONNECTED,
  /// The organization was not connected to our application.
  NOT_CONNECTED,
  /// Visible, and without a link to connect it or to read anything. Whether it may be read is not
  /// known before it is asked.
  SCOPE_MISSING
}
