/// Starting sync runs, and storing what they read.
@NullMarked
package io.headland.server.usecase.sync;

import org.jspecify.annotations.NullMarked;
