/// Uploads of files with field boundaries: Leaf's upload service.
///
/// An upload is read and stored while its request is answered, in one transaction: there is no
/// queue, and an upload that was answered is complete. The file itself is not kept.
@NullMarked
package io.headland.server.upload;

import org.jspecify.annotations.NullMarked;
