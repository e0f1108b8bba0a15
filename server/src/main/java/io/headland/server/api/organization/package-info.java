/// Provider organizations and the selection among them.
@NullMarked
package io.headland.server.api.organization;

import org.jspecify.annotations.NullMarked;
