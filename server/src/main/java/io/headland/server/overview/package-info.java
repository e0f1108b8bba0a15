/// What the people who keep an installation running see on one screen: the health of every account,
/// and the state of the system.
///
/// Health is computed from what is stored, never stored itself: it cannot disagree with the
/// credential, the organizations and the runs that it sums up. Accounts in trouble are few, and
/// partial indexes lead to them without reading the many that are well.
@NullMarked
package io.headland.server.overview;

import org.jspecify.annotations.NullMarked;
