/// The JSON mapper.
@NullMarked
package io.headland.server.platform.json;

import org.jspecify.annotations.NullMarked;
