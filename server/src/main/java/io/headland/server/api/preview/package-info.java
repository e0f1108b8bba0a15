/// What selecting an organization would bring.
@NullMarked
package io.headland.server.api.preview;

import org.jspecify.annotations.NullMarked;
