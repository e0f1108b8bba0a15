/// Leaf users: the end users of an API owner, each with at most one credential a provider.
///
/// PUT replaces and drops the credentials that the body leaves out; PATCH touches only what it
/// names. Totals are kept, never counted; a page far down costs as much as the first.
@NullMarked
package io.headland.server.leafuser;

import org.jspecify.annotations.NullMarked;
