/// Provider organizations: what a provider account can reach, and what the API owner chose of it.
///
/// Nothing is deleted because one answer of the provider lacks it. A caller's choice is never lost;
/// a BLOCKED organization remembers what it was.
@NullMarked
package io.headland.server.organization;

import org.jspecify.annotations.NullMarked;
