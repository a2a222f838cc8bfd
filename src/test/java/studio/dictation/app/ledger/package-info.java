/** Sealing and verifying on a real PostgreSQL, behind the service's back, too. */
@NullMarked
package studio.dictation.app.ledger;

import org.jspecify.annotations.NullMarked;
