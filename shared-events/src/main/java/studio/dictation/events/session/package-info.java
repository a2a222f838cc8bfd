/** Sign-ins taken back. */
@NullMarked
package studio.dictation.events.session;

import org.jspecify.annotations.NullMarked;
