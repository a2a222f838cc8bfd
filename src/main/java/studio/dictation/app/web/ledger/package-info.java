/** Proof, for administrators, that nobody has tampered with the ledger. */
@NullMarked
package studio.dictation.app.web.ledger;

import org.jspecify.annotations.NullMarked;
