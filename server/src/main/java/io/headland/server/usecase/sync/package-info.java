/// Starting sync runs, and storing the records that they read.
@NullMarked
package io.headland.server.usecase.sync;

import org.jspecify.annotations.NullMarked;
