/// Provider organizations: the organizations that a provider account can access, and their status.
///
/// A response of the provider that lacks an organization does not delete it. The selection of a
/// caller is never lost; a BLOCKED organization keeps its earlier status.
@NullMarked
package io.headland.server.core.organization;

import org.jspecify.annotations.NullMarked;
