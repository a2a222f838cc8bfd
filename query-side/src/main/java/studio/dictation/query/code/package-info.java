/** The membership codes that can be redeemed. */
@NullMarked
package studio.dictation.query.code;

import org.jspecify.annotations.NullMarked;
