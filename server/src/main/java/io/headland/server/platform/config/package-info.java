/// Settings: their keys, defaults, limits and sources.
@NullMarked
package io.headland.server.platform.config;

import org.jspecify.annotations.NullMarked;
