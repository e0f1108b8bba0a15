@NullMarked
package io.headland.server.config;

import org.jspecify.annotations.NullMarked;
