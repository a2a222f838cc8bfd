/** Notes that a plan is over when it is. Nobody's rights depend on it: a plan ends at its instant in any case. */
@NullMarked
package studio.dictation.app.expiry;

import org.jspecify.annotations.NullMarked;
