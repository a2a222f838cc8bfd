/** What must be unique across aggregates, claimed in PostgreSQL in the transaction of the event that needs it. */
@NullMarked
package studio.dictation.app.claims;

import org.jspecify.annotations.NullMarked;
