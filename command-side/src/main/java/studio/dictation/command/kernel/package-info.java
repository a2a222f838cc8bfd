/** What every feature may use: refusals, e-mail addresses, ids of videos. */
@NullMarked
package studio.dictation.command.kernel;

import org.jspecify.annotations.NullMarked;
