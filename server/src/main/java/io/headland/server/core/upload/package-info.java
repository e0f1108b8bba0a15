/// Uploaded files with the fields that they created.
@NullMarked
package io.headland.server.core.upload;

import org.jspecify.annotations.NullMarked;
