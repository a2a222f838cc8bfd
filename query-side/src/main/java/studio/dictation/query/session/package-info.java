/** Sign-ins that were taken back. */
@NullMarked
package studio.dictation.query.session;

import org.jspecify.annotations.NullMarked;
