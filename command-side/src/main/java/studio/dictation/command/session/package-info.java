/** Sign-ins taken back. */
@NullMarked
package studio.dictation.command.session;

import org.jspecify.annotations.NullMarked;
