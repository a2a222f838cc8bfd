/**
 * Makes tampering with the ledger evident: seals its entries under a signature, verifies entries and seals, and writes exports that
 * can be verified without the service. The formats are described in docs/ledger.md.
 */
@NullMarked
package studio.dictation.app.ledger;

import org.jspecify.annotations.NullMarked;
