/// Changes of configurations with their consequences.
@NullMarked
package io.headland.server.usecase.configuration;

import org.jspecify.annotations.NullMarked;
