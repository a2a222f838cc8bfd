/** Proof of identity by others, against their real servers on loopback. */
@NullMarked
package studio.dictation.app.security.external;

import org.jspecify.annotations.NullMarked;
