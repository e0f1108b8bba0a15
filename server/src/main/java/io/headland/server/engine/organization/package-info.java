/// Reads the organizations of an account from its provider.
@NullMarked
package io.headland.server.engine.organization;

import org.jspecify.annotations.NullMarked;
