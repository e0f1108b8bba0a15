/// Selecting organizations.
@NullMarked
package io.headland.server.usecase.organization;

import org.jspecify.annotations.NullMarked;
