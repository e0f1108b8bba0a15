/// Creating fields from files.
@NullMarked
package io.headland.server.api.upload;

import org.jspecify.annotations.NullMarked;
