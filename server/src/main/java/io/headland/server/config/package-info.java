/// Settings: one record per concern, one loader, one list of keys.
@NullMarked
package io.headland.server.config;

import org.jspecify.annotations.NullMarked;
