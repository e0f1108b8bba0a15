/// The data folder, and files that only their owner can read.
@NullMarked
package io.headland.server.platform.files;

import org.jspecify.annotations.NullMarked;
