/// The effect of selecting an organization.
@NullMarked
package io.headland.server.api.preview;

import org.jspecify.annotations.NullMarked;
